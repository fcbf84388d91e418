"""A question's page: what it is about, and what everyone answered; national questions by constituency.

A national question's page names everyone while that can be read. In a larger election it counts them place by place,
and each place leads to its own page, which names them; in one of thousands of places it counts them by region.
Where so many stand in one constituency that its page cannot show all answers, each of its questions has a page there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from cmpgen import order
from cmpgen.model import Contest, Question, Words
from cmpgen.pages import urls
from cmpgen.pages.card import Card, Field
from cmpgen.pages.compared import Compared
from cmpgen.pages.forge import Ways, ways
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.page import Page
from cmpgen.pages.roll import Roll, column, counts, meaning, members
from cmpgen.pages.sizes import MOST_NAMED, MOST_PLACES, is_split
from cmpgen.pages.stance import ABSENT, REMARK, Asked, Backing, Stance, asked, backing
from cmpgen.pages.tally import Said, Share, said, standing, tally
from cmpgen.questions import scored
from cmpgen.scores.division import Division, division

NATIONAL, LOCAL = "pages/national-question.html", "pages/local-question.html"


class Name(NamedTuple):
    """One candidate; `reply` is empty where they hold a position, and says otherwise why there may be none.

    `unrecorded` says that nobody wrote down where their words come from.
    """

    id: str
    name: str
    url: str
    found: bool
    withdrawn: bool
    reply: str
    unrecorded: bool


class PlaceNames(NamedTuple):
    """What the candidates of one constituency answered, and who: shares that somebody holds, each with its names.

    `by_lot` says that they stand in the order of a lot, which a visit may draw again.
    """

    place: Link
    by_lot: bool
    shares: tuple[tuple[Share, tuple[Name, ...]], ...]


class Counted(NamedTuple):
    """How many candidates of a constituency, or of a region, hold each share of the page, in its order.

    `place` has no URL where it is a region.
    """

    place: Link
    counts: tuple[int, ...]


class QuestionView(NamedTuple):
    """What the page says.

    A national question has `places`, where there are few enough to name, or else `counted`, by region if `by_region`;
    a constituency's has its `cells`, each candidate with their answer.
    Candidates stand in the `order` of that name drawn from `order_seed`; "mixed" where it is not the same everywhere.
    Whoever has withdrawn is left out of `shares`, `counted`, `candidates` and `division`; `withdrawn` is how many.
    `division` says how much the question divides the country or the constituency; None where too few answered.
    """

    question: Asked
    backing: Backing
    topic: Words
    shares: tuple[Share, ...]
    candidates: int
    withdrawn: int
    places: tuple[PlaceNames, ...]
    counted: tuple[Counted, ...]
    by_region: bool
    cells: tuple[tuple[Card, Stance], ...]
    order: str
    order_seed: str
    division: Division | None
    ways: Ways


def national_page(edition: Edition, rolls: Sequence[Roll], question: Question) -> Page:
    """The page of one national question."""
    line = asked(edition, question, {here.id: here.name for here in rolls})
    asking = [here for here in rolls if question.id in here.asked]
    said = [(here, _said(here, question)) for here in asking]
    everyone = [each for _, here in said for each in here]
    places: tuple[PlaceNames, ...] = ()
    counted: tuple[Counted, ...] = ()
    by_region = len(rolls) > MOST_PLACES and bool(edition.election.regions)
    if sum(len(here.people) for here in rolls) <= MOST_NAMED:
        places = tuple(_names(edition, here, line, question) for here in asking if here.people)
    else:
        counted = _counted(edition, said, tally(line, standing(everyone)), by_region)
    divided = division(question, counts(rolls, question)) if scored(question) else None
    rules = {here.order for here in asking if here.people}
    rule = rules.pop() if len(rules) == 1 else "mixed"
    view = _view(edition, question, line, everyone, rule if places else "", divided)
    view = view._replace(places=places, counted=counted, by_region=by_region)
    frame = edition.frame("national-question", partial(urls.question, edition.election, asked=question))
    return Page(frame.url, NATIONAL, edition.language, {"frame": frame, "question": view})


def _said(here: Roll, question: Question) -> list[Said]:
    """What everyone here says to a national question, in their order."""
    cells = zip(here.people, column(here, question), strict=True)
    return [(each.name, *meaning(cell), each.withdrawn) for each, cell in cells]


def _names(edition: Edition, here: Roll, line: Asked, question: Question) -> PlaceNames:
    election, language = edition.election, edition.language
    answers = _said(here, question)
    by_answer: dict[tuple[str, int], list[Name]] = {}
    for (person, shown), (_, kind, option, found, withdrawn) in zip(members(edition, here), answers, strict=True):
        reply = person.reply if kind == ABSENT and person.reply != "answered" else ""
        unrecorded = kind == REMARK and not found and person.reply != "answered"
        name = Name(f"{here.id}/{person.id}", shown.name, shown.url, found, withdrawn, reply, unrecorded)
        by_answer.setdefault((kind, option), []).append(name)
    shares = ((share, tuple(by_answer[share.kind, share.option])) for share in tally(line, answers) if share.count)
    link = Link(edition.say(here.name), urls.constituency(election, language, here.id))
    return PlaceNames(link, here.order == order.SEEDED, tuple(shares))


def _counted(
    edition: Edition, said: Sequence[tuple[Roll, Sequence[Said]]], shares: Sequence[Share], by_region: bool
) -> tuple[Counted, ...]:
    """A row for each constituency that is asked, or for each region that has one."""
    election = edition.election
    columns = [(each.kind, each.option) for each in shares]
    rows: dict[str, tuple[Link, Counter[tuple[str, int]]]] = {}
    for here, answers in said:
        region = here.region if here.region in election.regions else ""
        if by_region:
            id_, link = region, Link(edition.say(election.regions.get(region, {})), "")
        else:
            id_, link = here.id, Link(edition.say(here.name), urls.constituency(election, edition.language, here.id))
        _, counter = rows.setdefault(id_, (link, Counter()))
        counter.update([(kind, option) for _, kind, option, _, withdrawn in answers if not withdrawn])
    return tuple(Counted(link, tuple(counter[each] for each in columns)) for link, counter in rows.values())


def local_pages(edition: Edition, contest: Contest, field: Field, found: Compared) -> Iterator[Page]:
    """The page of each question that only this constituency is asked; where it is split, of every other one too."""
    election, here = edition.election, contest.constituency.id
    split = is_split(len(field.cards), len(field.questions))
    lines = {each.id: each for each in field.questions}
    for question in contest.questions if split else contest.constituency.questions:
        line = lines[question.id]
        cells = _cells(field, question)
        answers = [said(card, stance) for card, stance in cells]
        view = _view(edition, question, line, answers, field.order, found.divisions.get(question.id))
        frame = edition.frame(
            "local-question",
            partial(urls.question_here, election, constituency_id=here, id_=question.id),
            trail=[Link(field.name, field.url)],
        )
        view = view._replace(cells=cells)
        yield Page(frame.url, LOCAL, edition.language, {"frame": frame, "question": view})


def _cells(field: Field, question: Question) -> tuple[tuple[Card, Stance], ...]:
    """Each candidate's answer to the question; nothing where it is not asked."""
    for place, each in enumerate(field.questions):
        if each.id == question.id:
            return tuple((card, stances[place]) for card, stances in zip(field.cards, field.stances, strict=True))
    return ()


def _view(
    edition: Edition,
    question: Question,
    line: Asked,
    everyone: Sequence[Said],
    rule: str,
    division: Division | None,
) -> QuestionView:
    election, place = edition.election, question.tree.key()
    counted = standing(everyone)
    return QuestionView(
        question=line,
        backing=backing(edition, question),
        topic=edition.say(election.topics.get(question.topic, {})),
        shares=tally(line, counted),
        candidates=len(counted),
        withdrawn=len(everyone) - len(counted),
        places=(),
        counted=(),
        by_region=False,
        cells=(),
        order=rule,
        order_seed=order.seed(election),
        division=division,
        ways=ways(
            election, place.path, line.text.words, urls.question(election, edition.language, question), place.line
        ),
    )
