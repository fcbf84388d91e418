"""An election as frozen values, each of which knows the place in the files that it came from.

`parse` makes these values, `checks` judge them, `scores` and `pages` read them.
Nothing here is computed but what a value is asked about itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cmpgen.diagnostics import Fact
from cmpgen.yamltree import Tree

Text = Mapping[str, str]
"""Words by language tag, such as {"en": "Yes", "fr": "Oui"}; empty where nothing was written."""

NO_POSITION = "no-position"
"""What is written for "was asked, took no position"."""

LANGUAGES, NO_QUESTIONS, FAULTY_IDS = "languages", "questions.yaml", "a question's id"
"""Names in `Election.unreadable`: it is not known which languages there are; no file has the national questions;
some question has an id that cannot be used, or is another's."""

HAS_WITHDRAWN, NO_PARTY = "has withdrawn", "No party"
UNANSWERED = (
    *("Skip", "left out: does not count", "No answer", "Was asked, took no position"),
    *("A comment, but no position", "A source, but no position"),
)
SAID = (HAS_WITHDRAWN, NO_PARTY, *UNANSWERED)
"""Messages of the interface that no name and no option says: of a candidate, of a party, and of a question."""

REPLIES = ("answered", "declined", "no-reply", "unreachable", "not-asked", "unknown")
STATUSES = ("standing", "withdrawn")
ORIGINS = ("candidate", "manifesto", "press", "vote", "volunteer")


class Words(NamedTuple):
    """A text in one language: what was written, and the tag of the language that it is written in."""

    words: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.words)


def in_language(text: Text, language: str, default: str) -> Words:
    """`text` in `language`, else in the `default` language, else in the first that it has; empty where it has none."""
    if language in text:
        return Words(text[language], language)
    if not text:
        return Words("", language)
    tag = default if default in text else next(iter(text))
    return Words(text[tag], tag)


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that a question offers. `value` is its place on a scale, None on an unordered choice."""

    id: str
    label: Text
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A page that backs a question's wording or background."""

    url: str
    title: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A question, national or local (`constituency` is the id of the only one that asks it).

    `options` are in the order written: lowest to highest on a scale, none for `text`.
    `asked_in` holds ids of regions or constituencies; empty means everywhere.
    """

    id: str
    type: str
    text: Text
    options: tuple[Option, ...]
    tree: Tree = field(compare=False, repr=False)
    topic: str = ""
    easy: Text = field(default_factory=dict)
    background: Text = field(default_factory=dict)
    arguments_for: Text = field(default_factory=dict)
    arguments_against: Text = field(default_factory=dict)
    sources: tuple[Citation, ...] = ()
    asked_in: tuple[str, ...] = ()
    constituency: str = ""
    based_on: str = ""
    evidence: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where volunteers found a position. `kind` is one of ORIGINS."""

    kind: str
    url: str = ""
    quote: Text = field(default_factory=dict)
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a candidate answered to one question.

    `raw` is the position as typed (empty where there is none), `option` its index among the question's options,
    None where there is no position, where it is `no-position`, or where no option is called `raw` (a fault).
    `origin` is None where the candidate answered in person, and where nobody recorded whose words a comment is.
    """

    question: str
    raw: str = ""
    option: int | None = None
    comment: Text = field(default_factory=dict)
    origin: Origin | None = None

    @property
    def no_position(self) -> bool:
        """The candidate was asked and took no position: neither a position nor an absent answer."""
        return self.raw == NO_POSITION


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate or list.

    `photo` is the name of a file beside the candidate's own, `credit` who made it.
    `answers` by question id, as written, also those to questions that are not asked here (a fault).
    `unreadable` names the fields and questions whose values were refused, as in Election.
    """

    id: str
    constituency: str
    name: str
    tree: Tree = field(compare=False, repr=False)
    parties: tuple[str, ...] = ()
    ballot: int | None = None
    photo: str = ""
    credit: str = ""
    status: str = "standing"
    reply: str = "unknown"
    replied: datetime.date | None = None
    contacted: tuple[tuple[datetime.date, str], ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    wikidata: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    source_id: str = ""
    unreadable: frozenset[str] = frozenset()

    def is_recorded(self, answer: Answer) -> bool:
        """Whether it is known whose words this answer of theirs is: given in person, or found somewhere."""
        return answer.origin is not None or self.reply == "answered"

    def unrecorded(self) -> list[Answer]:
        """What they are said to hold or to have said, of which nobody recorded whose words it is; no faulty ones."""
        return [
            each
            for each in self.answers.values()
            if (each.raw or each.comment) and not self.is_recorded(each) and each.question not in self.unreadable
        ]

    def says_in_words(self, answer: Answer) -> bool:
        """Whether this answer of theirs answers a question without options, wherever its words stand.

        Words that may be anybody's do not.
        """
        words = answer.raw or answer.comment or (answer.origin is not None and answer.origin.quote)
        return bool(words) and not answer.no_position and self.is_recorded(answer)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture beside candidates' files, as it was found.

    `name` is what the published photo is called, empty where there can be none, or where nobody has looked.
    `fault` is a key of `cmpgen.checks.bad_photo.REASONS`, with the `facts` that fill its blanks; empty if it is sound.
    """

    path: str
    name: str = ""
    fault: str = ""
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    id: str
    name: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Constituency:
    """A constituency and its local questions."""

    id: str
    name: Text
    tree: Tree = field(compare=False, repr=False)
    region: str = ""
    seats: int | None = None
    questions: tuple[Question, ...] = ()
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """How this election is scored: names of a metric and a missing-answer rule, and a percentage 0..100."""

    metric: str = "city-block"
    missing: str = "half"
    minimum_shared: int = 50


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the files are kept, for edit links. `kind` is github, gitlab or forgejo."""

    kind: str
    url: str
    branch: str = "main"


@dataclass(frozen=True, slots=True)
class Loading:
    """How much one question counts on the opinion map along each axis, and the mean of its answers; millionths."""

    mean: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """How answers become places on a map of two axes, as `cmpgen map` fitted it: a build only reads this.

    `loadings` by question id. By axis, x and y: `variation` is the part of all differences between answers that it
    holds, `reach` how far from the middle anyone stood; both in millionths. `candidates` is how many it was fitted on.
    """

    loadings: Mapping[str, Loading]
    variation: tuple[int, int]
    reach: tuple[int, int]
    candidates: int
    tree: Tree = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Election:
    """All that is known of an election but its candidates.

    `languages` holds at least one tag, the first is the default.
    `scales` are those that the election defines itself.
    `said` holds what the interface says for each message of SAID in these languages, folded.
    `unreadable` holds names whose definition has faults, and "*" where a whole file could not be read: what refers to
    these is not called unknown, for that would report one fault many times.
    """

    id: str
    title: Text
    date: datetime.date
    languages: tuple[str, ...]
    tree: Tree = field(compare=False, repr=False)
    questions: tuple[Question, ...] = ()
    constituencies: Mapping[str, Constituency] = field(default_factory=dict)
    topics: Mapping[str, Text] = field(default_factory=dict)
    regions: Mapping[str, Text] = field(default_factory=dict)
    parties: Mapping[str, Party] = field(default_factory=dict)
    terms: Mapping[str, Text] = field(default_factory=dict)
    method: Method = Method()
    publisher: Text = field(default_factory=dict)
    funding: Text = field(default_factory=dict)
    panel: Text = field(default_factory=dict)
    answers_due: datetime.date | None = None
    closed: bool = False
    licence: str = ""
    contact: str = ""
    site: str = ""
    forge: Forge | None = None
    comment_limit: int | None = None
    order_seed: str = ""
    source_id: str = ""
    opinion_map: OpinionMap | None = None
    scales: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()

    def readable(self, word: str) -> bool:
        """Whether what is called `word` could be read; if not, its faults are reported already, where it is defined."""
        return "*" not in self.unreadable and word not in self.unreadable

    def every_question(self) -> tuple[Question, ...]:
        """National questions, then the local ones of every constituency."""
        return self.questions + tuple(each for here in self.constituencies.values() for each in here.questions)

    @property
    def language(self) -> str:
        """The default language."""
        return self.languages[0]

    def say(self, text: Text, language: str) -> Words:
        """`text` in `language`, or in the language that stands in for it."""
        return in_language(text, language, self.language)

    def asked(self, constituency: Constituency) -> tuple[Question, ...]:
        """The questions that this constituency is asked: national ones in the order of their file, then local ones."""
        here = {constituency.id, constituency.region}
        national = tuple(each for each in self.questions if not each.asked_in or here & set(each.asked_in))
        return national + constituency.questions


@dataclass(frozen=True, slots=True)
class Contest:
    """One constituency of one election with its candidates, by id: the unit of work, of scoring and of the quiz.

    `photos` holds the pictures beside the candidates' files, by file name, whether a candidate names them or not.
    """

    election: Election
    constituency: Constituency
    questions: tuple[Question, ...]
    candidates: tuple[Candidate, ...]
    photos: Mapping[str, Photo] = field(default_factory=dict)
