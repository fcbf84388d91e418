"""What the browser receives, as docs/quiz-data.md describes it."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import json
import random
import re
from typing import Any

from cmpgen.model import NO_POSITION, Answer, Candidate, Constituency, Contest, Election, Option, Origin, Question
from cmpgen.quizdata import quizdata, quiznotes
from cmpgen.scores.points import tables
from tests.elections import NOWHERE, contest
from tests.helpers import ROOT


def asked(id: str, type: str, *values: int | None) -> Question:
    """A question with an option for each value."""
    options = tuple(Option(f"o{place}", {"en": f"Option {place}"}, value) for place, value in enumerate(values))
    return Question(id, type, {"en": id}, options, NOWHERE)


def documented_contest() -> Contest:
    """The contest whose quiz the document shows, with a question in words that the quiz does not score."""
    press = Origin(
        "press",
        url="https://example.org/interview",
        quote={"en": "I would not charge for them."},
        date=datetime.date(2027, 3, 11),
    )
    ada = Candidate(
        "ada-obi",
        "north-bank",
        "Ada Obi",
        NOWHERE,
        reply="answered",
        answers={
            "night-trains": Answer("night-trains", comment={"en": "I am still asking the drivers."}),
            "free-buses": Answer("free-buses", "o2", 2, comment={"fr": "Gratuit, et plus souvent."}, origin=press),
            "school-language": Answer("school-language", NO_POSITION),
            "your-plans": Answer("your-plans", comment={"en": "Many."}),
        },
    )
    questions = (
        asked("free-buses", "scale", 1, 2, 3),
        asked("your-plans", "text"),
        asked("school-language", "choice", None, None),
        asked("night-trains", "scale", 5, 6, 7),
    )
    place = Constituency("north-bank", {"en": "North Bank"}, NOWHERE)
    election = Election(
        "demo-2027",
        {"en": "Riverland"},
        datetime.date(2027, 5, 6),
        ("en", "fr"),
        NOWHERE,
        questions=questions,
        constituencies={place.id: place},
    )
    return Contest(election, place, questions, (ada,))


def quiz_of(held: Contest) -> dict[str, Any]:
    return quizdata(held, tables(held.election, held.election.method.metric), "7a90")


def notes_of(held: Contest, language: str = "en") -> list[dict[str, Any]]:
    """The notes of the only candidate."""
    ((*notes,),) = quiznotes(held, language)["notes"]
    return notes


def test_the_document_shows_what_is_written():
    page = (ROOT / "docs" / "quiz-data.md").read_text(encoding="utf-8")
    shown = re.findall(r"```json\n(.*?)```", page, re.DOTALL)

    held = documented_contest()
    written = [quiz_of(held) | {"generation": "1f0c"}, quiznotes(held, "en") | {"generation": "7a90"}]

    assert [json.dumps(each) for each in written] == [json.dumps(json.loads(each)) for each in shown]


def test_where_there_is_nothing_to_say_beside_any_answer_there_are_no_notes():
    held = documented_contest()
    (ada,) = held.candidates
    quiet = dataclasses.replace(ada, answers={"free-buses": Answer("free-buses", "o2", 2)})

    assert quiznotes(dataclasses.replace(held, candidates=(quiet,)), "en") == {}
    assert quiznotes(dataclasses.replace(held, candidates=(quiet, ada)), "en")["notes"][0] == []


def test_words_carry_their_language_where_it_is_not_the_pages():
    first, second = notes_of(documented_contest(), "fr")

    assert first["comment"] == "Gratuit, et plus souvent."
    assert "language" not in first
    assert first["source"]["language"] == second["language"] == "en"


def test_position_found_without_anything_to_say_still_has_its_source():
    held = documented_contest()
    found = Answer("night-trains", "o0", 0, origin=Origin("volunteer"))
    (ada,) = held.candidates
    changed = dataclasses.replace(ada, answers={"night-trains": found}, status="withdrawn")

    held = dataclasses.replace(held, candidates=(changed,))

    assert quiz_of(held)["candidates"] == [{"id": "ada-obi", "withdrawn": True, "answers": [None, None, 0]}]
    assert notes_of(held) == [{"question": 2, "source": {"kind": "volunteer"}}]


def test_a_comment_of_which_nobody_knows_where_it_comes_from_says_so():
    held = documented_contest()
    (ada,) = held.candidates
    unheard = dataclasses.replace(ada, reply="unknown")

    notes = notes_of(dataclasses.replace(held, candidates=(unheard,)))

    assert [each["source"]["kind"] for each in notes] == ["press", "unknown"]


def test_words_have_no_gaps_as_on_pages():
    held = documented_contest()
    (ada,) = held.candidates
    source = Origin("press", quote={"en": "No.\n\n\n\nYes."})
    gaps = Answer("night-trains", comment={"en": "Never.\n\n\nAda: Always."}, origin=source)

    changed = dataclasses.replace(ada, answers={"night-trains": gaps})

    notes = notes_of(dataclasses.replace(held, candidates=(changed,)))

    assert [(each["comment"], each["source"]["quote"]) for each in notes] == [("Never.\n\nAda: Always.", "No.\n\nYes.")]


def test_the_rule_in_force_is_written_into_the_tables():
    case = {"metric": "euclidean", "missing": "shared", "minimum": 33, "questions": [{"values": [1, 2]}]}

    quiz = quiz_of(contest(case | {"candidates": []}))

    assert (quiz["missing"], quiz["minimum"], quiz["squared"]) == ("shared", 33, True)
    assert [table["missing"] for table in quiz["tables"]] == [[None, None]]


def test_a_large_quiz_without_comments_is_small():
    chance = random.Random(8)
    scales = [{"values": [1, 2, 3, 4, 5]}, {"values": [1, 2]}, {"options": 4}]
    questions = [chance.choice(scales) for _ in range(30)]
    people = [{"id": f"candidate-{n}", "answers": [chance.randrange(2) for _ in questions]} for n in range(8)]
    case = {"metric": "city-block", "missing": "half", "minimum": 50, "questions": questions, "candidates": people}

    packed = gzip.compress(json.dumps(quiz_of(contest(case)), separators=(",", ":")).encode())

    assert len(packed) < 1500
