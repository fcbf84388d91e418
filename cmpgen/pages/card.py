"""A candidate as pages introduce them: name, parties, reply, and how much there is to read. The same for everyone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from cmpgen import order
from cmpgen.model import Candidate, Contest, Photo, Words
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition, Link
from cmpgen.pages.namesakes import told_apart
from cmpgen.pages.stance import NO_POSITION, POSITION, TEXT, Asked, Group, Stance, asked, groups, stance


class Portrait(NamedTuple):
    """What stands where a photo can: the photo's `url` and who made it, both empty where this candidate has none."""

    url: str = ""
    credit: str = ""


class Card(NamedTuple):
    """One candidate.

    `portrait` is None where nobody who stands here has a photo; as soon as one has, everyone has an equal place for it.
    Of the questions `asked` that have options they hold a position on `positions`, of which volunteers found `found`;
    `no_positions` counts those on which they took none. Of the `worded` others, `in_words` are answered.
    `contacts` is how often they were written to, `last_contact` when last.
    """

    id: str
    name: str
    url: str
    portrait: Portrait | None
    parties: tuple[Link, ...]
    ballot: int | None
    withdrawn: bool
    reply: str
    replied: datetime.date | None
    contacts: int
    last_contact: datetime.date | None
    asked: int
    positions: int
    found: int
    no_positions: int
    worded: int = 0
    in_words: int = 0


class Field(NamedTuple):
    """All candidates of one constituency in their order: as values, as cards, and what each says to each question.

    `stances[candidate][question]` is in the order of `candidates` and of `questions`; `order` is a rule of `order`.
    """

    name: Words
    url: str
    questions: tuple[Asked, ...]
    groups: tuple[Group, ...]
    candidates: tuple[Candidate, ...]
    cards: tuple[Card, ...]
    stances: tuple[tuple[Stance, ...], ...]
    order: str


def field(edition: Edition, contest: Contest) -> Field:
    """The contest in the edition's language."""
    election, language = edition.election, edition.language
    known = {contest.constituency.id: contest.constituency.name}
    questions = tuple(asked(edition, question, known) for question in contest.questions)
    candidates = order.candidates(contest)
    stances = tuple(tuple([stance(edition, each, candidate) for each in questions]) for candidate in candidates)
    return Field(
        name=edition.say(contest.constituency.name),
        url=urls.constituency(election, language, contest.constituency.id),
        questions=questions,
        groups=groups(edition, questions),
        candidates=candidates,
        cards=tuple(
            card(edition, each, name, zip(questions, said, strict=True), portrait)
            for each, name, said, portrait in zip(
                candidates, told_apart(edition, candidates), stances, _portraits(contest, candidates), strict=True
            )
        ),
        stances=stances,
        order=order.rule(contest),
    )


def _portraits(contest: Contest, candidates: Iterable[Candidate]) -> tuple[Portrait | None, ...]:
    """What stands where each candidate's photo can."""
    found = [(_photo(contest, each), each.credit) for each in candidates]
    if not any(photo for photo, _ in found):
        return (None,) * len(found)
    return tuple(
        Portrait(urls.photo(contest.election, photo.name), credit) if photo else Portrait() for photo, credit in found
    )


def _photo(contest: Contest, candidate: Candidate) -> Photo | None:
    photo = contest.photos.get(candidate.photo)
    return photo if photo is not None and photo.name else None


def shown_photos(contest: Contest) -> dict[str, Photo]:
    """The photos that this contest's pages show, by the URL of each."""
    found = [_photo(contest, each) for each in contest.candidates]
    return {urls.photo(contest.election, photo.name): photo for photo in found if photo is not None}


def card(
    edition: Edition,
    candidate: Candidate,
    name: str,
    answers: Iterable[tuple[Asked, Stance]],
    portrait: Portrait | None,
) -> Card:
    """The candidate, as pages call them, with what they said to each question that they are asked."""
    election = edition.election
    pairs = list(answers)
    said = [each for question, each in pairs if question.options]
    worded = [each for question, each in pairs if not question.options]
    held = [each for each in said if each.kind == POSITION]
    return Card(
        id=candidate.id,
        name=name,
        url=urls.candidate(election, edition.language, candidate.constituency, candidate.id),
        portrait=portrait,
        parties=tuple(
            Link(edition.say(election.parties[id_].name), urls.party(election, edition.language, id_))
            for id_ in candidate.parties
            if id_ in election.parties
        ),
        ballot=candidate.ballot,
        withdrawn=candidate.status == "withdrawn",
        reply=candidate.reply,
        replied=candidate.replied,
        contacts=len(candidate.contacted),
        last_contact=max((day for day, _ in candidate.contacted), default=None),
        asked=len(said),
        positions=len(held),
        found=sum(each.found is not None for each in held),
        no_positions=sum(each.kind == NO_POSITION for each in said),
        worded=len(worded),
        in_words=sum(each.kind == TEXT for each in worded),
    )
