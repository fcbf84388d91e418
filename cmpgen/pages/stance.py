"""What pages say of one candidate's answer to one question, and of a question itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from cmpgen.fields import is_link
from cmpgen.lookalikes import without_gaps
from cmpgen.model import Candidate, Citation, Question, Text, Words
from cmpgen.pages import urls
from cmpgen.pages.forge import issue
from cmpgen.pages.frame import Edition

POSITION = "position"
NO_POSITION = "no-position"
REMARK = "remark"
SOURCE = "source"
ABSENT = "absent"
TEXT = "text"

MOST_STEPS = 11
"""The longest scale of which a place is drawn, 0 to 10; on a longer one the words stand alone."""

NOTHING = Words("", "")


class Asked(NamedTuple):
    """A question as pages list it. `options` are its labels, in order, none for `text`.

    `steps` is how many options its scale has, 0 where it has none, or too many to draw.
    `limited` says that a national question is not asked everywhere, and `asked_in` names where it is, empty where a
    page does not know all these names.
    """

    id: str
    url: str
    text: Words
    topic: str
    type: str
    local: bool
    options: tuple[Words, ...]
    limited: bool
    asked_in: tuple[Words, ...]
    steps: int


class Found(NamedTuple):
    """Where volunteers found an answer. `host` is the part of the address that a reader knows."""

    kind: str
    url: str
    host: str
    quote: Words
    date: datetime.date | None


class Stance(NamedTuple):
    """One candidate's answer to one question.

    `kind` is

    - `position`: the `option`-th option, counted from 1; `words` is its label, and `steps` is how many options the
      scale has (0 where they stand in no order, or are more than MOST_STEPS);
    - `text`: `words` to a question without options, which stand behind its name or in a comment; empty where they are
      those of a quote alone;
    - `no-position`: was asked, took none;
    - `remark`: a comment without a position;
    - `source`: a source, with a quote or without, that shows no position;
    - `absent`: no answer.

    `says_more` tells whether there is more to read than the position.
    `found` is None where the candidate answered in person, and where there is no answer.
    `unrecorded` says that nobody wrote down where the words come from, so that no page calls them the candidate's.
    """

    kind: str
    words: Words = NOTHING
    option: int = 0
    steps: int = 0
    comment: Words = NOTHING
    found: Found | None = None
    says_more: bool = False
    unrecorded: bool = False


NO_ANSWER = Stance(ABSENT)


class Group(NamedTuple):
    """Questions of one topic, or a constituency's own (`local`); `name` is empty for those without a topic.

    `alone` says that these have no topic because none has, so that there are no others beside them.
    """

    id: str
    name: Words
    local: bool
    questions: tuple[Asked, ...]
    alone: bool = False


class Backing(NamedTuple):
    """What helps to judge a question: its background, arguments and sources.

    A source has its address, its title and the part of the address that a reader knows, empty where that is the title.
    `based_on` is the raised issue that it was refined from, in words, and `based_on_url` where it can be read, if that
    is known.
    """

    easy: Words
    background: Words
    arguments_for: Words
    arguments_against: Words
    sources: tuple[tuple[str, Words, str], ...] = ()
    evidence: str = ""
    evidence_host: str = ""
    based_on: str = ""
    based_on_url: str = ""

    def __bool__(self) -> bool:
        sourced = self.sources or self.evidence or self.based_on
        return bool(self.background or self.arguments_for or self.arguments_against or sourced)


def asked(edition: Edition, question: Question, places: Mapping[str, Text]) -> Asked:
    """The question in the edition's language; `places` are the constituencies whose names the page knows, by id."""
    if not question.asked_in:
        return edition.once("asked", question, lambda: _asked(edition, question, {}))
    return _asked(edition, question, {**places, **edition.election.regions})


def _asked(edition: Edition, question: Question, known: Mapping[str, Text]) -> Asked:
    steps = len(question.options) if question.type == "scale" and len(question.options) <= MOST_STEPS else 0
    named = all(each in known for each in question.asked_in)
    return Asked(
        id=question.id,
        url=urls.question(edition.election, edition.language, question),
        text=edition.say(question.text),
        topic=question.topic,
        type=question.type,
        local=bool(question.constituency),
        options=tuple(edition.say(option.label) for option in question.options),
        limited=bool(question.asked_in),
        asked_in=tuple(edition.say(known[each]) for each in question.asked_in) if named else (),
        steps=steps,
    )


def backing(edition: Edition, question: Question) -> Backing:
    """What helps to judge the question, in the edition's language; a source without a title has its host."""
    return edition.once("backing", question, lambda: _backing(edition, question))


def _backing(edition: Edition, question: Question) -> Backing:
    based_on = question.based_on
    is_address = is_link(based_on)
    return Backing(
        easy=edition.say(question.easy),
        background=edition.say(question.background),
        arguments_for=edition.say(question.arguments_for),
        arguments_against=edition.say(question.arguments_against),
        sources=tuple(_cited(edition, each) for each in question.sources),
        evidence=question.evidence,
        evidence_host=host(question.evidence),
        based_on=host(based_on) if is_address else based_on,
        based_on_url=based_on if is_address else issue(edition.election, based_on),
    )


def _cited(edition: Edition, citation: Citation) -> tuple[str, Words, str]:
    title, where = edition.say(citation.title), host(citation.url)
    return (citation.url, title, where) if title else (citation.url, Words(where, edition.language), "")


def stance(edition: Edition, question: Asked, candidate: Candidate) -> Stance:
    """What to say of the candidate's answer; an answer that holds nothing is absent."""
    answer = candidate.answers.get(question.id)
    if answer is None:
        return NO_ANSWER
    origin, comment, found = answer.origin, NOTHING, None
    if answer.comment:
        comment = edition.quote(answer.comment)
    if origin is not None:
        found = Found(origin.kind, origin.url, host(origin.url), edition.quote(origin.quote), origin.date)
    more = bool(comment) or found is not None
    if answer.no_position:
        return Stance(NO_POSITION, comment=comment, found=found, says_more=more)
    if answer.option is not None:
        return Stance(
            POSITION,
            words=question.options[answer.option],
            option=answer.option + 1,
            steps=question.steps,
            comment=comment,
            found=found,
            says_more=more,
        )
    if answer.raw:
        # In which language a candidate wrote is not said; the page's own is the likeliest.
        words = Words(without_gaps(answer.raw), edition.language)
        return Stance(TEXT, words=words, comment=comment, found=found, says_more=True)
    if not question.options and candidate.says_in_words(answer):
        return Stance(TEXT, words=comment, found=found, says_more=True)
    if comment:
        # Without a source, a position that was not given in person is an error; a comment is published, and says so.
        unrecorded = not candidate.is_recorded(answer)
        return Stance(REMARK, comment=comment, found=found, says_more=True, unrecorded=unrecorded)
    if found is not None:
        return Stance(SOURCE, found=found, says_more=True)
    return NO_ANSWER


def groups(edition: Edition, questions: Iterable[Asked]) -> tuple[Group, ...]:
    """Questions by topic in the election's order, then those without a topic, then a constituency's own."""
    by_topic: dict[str, list[Asked]] = {}
    local = []
    for each in questions:
        if each.local:
            local.append(each)
        else:
            by_topic.setdefault(each.topic, []).append(each)
    found = [
        Group(f"topic-{topic}", edition.say(name), False, tuple(by_topic[topic]))
        for topic, name in edition.election.topics.items()
        if topic in by_topic
    ]
    rest = [each for topic, asked in by_topic.items() if topic not in edition.election.topics for each in asked]
    if rest:
        found.append(Group("other-questions", NOTHING, False, tuple(rest), alone=not found))
    if local:
        found.append(Group("local-questions", NOTHING, True, tuple(local)))
    return tuple(found)


def host(url: str) -> str:
    """The host of an address, without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
