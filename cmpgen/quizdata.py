"""What the browser receives to score one constituency's quiz: arrays and integers, described in docs/quiz-data.md.

Lists, never objects keyed by ids: JavaScript moves keys that look like integers, and `__proto__` is not a key there.
Names, labels and the words of questions stay in the page, which a voter reads with or without JavaScript.
Comments and quotes, nine tenths of all, are a document of their own, for which no comparison has to wait.
"""

from __future__ import annotations

from typing import Any

from cmpgen.lookalikes import without_gaps
from cmpgen.model import Answer, Candidate, Contest, Origin, Question, Text
from cmpgen.questions import scored
from cmpgen.scores.points import Points, Tables

NO_POSITION = -1
"""In a candidate's answers: was asked, took no position. An absent answer is None."""

UNRECORDED = "unknown"
"""The kind of source of a comment of which nobody recorded where it comes from."""


def quizdata(contest: Contest, tables: Tables, notes: str) -> dict[str, Any]:
    """The quiz of one constituency, ready for JSON. `notes` is the generation of its `quiznotes`, if there are some.

    `generation`, empty here, will name the site that this is part of: a page of another one must not score with it.
    """
    method = contest.election.method
    questions = _questions(contest)
    kinds = {id(points): points for points in map(tables.of, questions)}
    tables_of = {kind: _table(points, method.missing) for kind, points in kinds.items()}
    written = [tables_of[id(tables.of(each))] for each in questions]
    # Questions of one kind share one table, which is most of the size saved.
    different = [table for place, table in enumerate(written) if table not in written[:place]]
    return {
        "generation": "",
        "election": contest.election.id,
        "constituency": contest.constituency.id,
        "metric": tables.metric,
        "squared": tables.squared,
        "missing": method.missing,
        "minimum": method.minimum_shared,
        "full": tables.full,
        "tables": different,
        "questions": [
            {"id": each.id, "table": different.index(table)} for each, table in zip(questions, written, strict=True)
        ],
        "candidates": [_candidate(each, questions) for each in contest.candidates],
        "notes": notes,
    }


def quiznotes(contest: Contest, language: str) -> dict[str, Any]:
    """What there is to say beside each candidate's answers, in the order of the quiz; empty where there is nothing.

    Comments and quotes are as shown on a page in `language`. `generation`, empty here, will tell them from others.
    """
    questions = _questions(contest)
    notes = [_notes(contest, each, questions, language) for each in contest.candidates]
    return {"generation": "", "notes": notes} if any(notes) else {}


def _questions(contest: Contest) -> list[Question]:
    return [each for each in contest.questions if scored(each)]


def _table(points: Points, missing: str) -> dict[str, Any]:
    return {
        "points": [list(row) for row in points.earned],
        "missing": list(points.missing[missing]),
        "low": list(points.low),
        "high": list(points.high),
    }


def _candidate(candidate: Candidate, questions: list[Question]) -> dict[str, Any]:
    return {
        "id": candidate.id,
        "withdrawn": candidate.status == "withdrawn",
        "answers": [_option(candidate.answers.get(each.id)) for each in questions],
    }


def _notes(contest: Contest, candidate: Candidate, questions: list[Question], language: str) -> list[dict[str, Any]]:
    answers = ((place, candidate.answers.get(each.id)) for place, each in enumerate(questions))
    notes = [
        _note(contest, candidate, place, each, language)
        for place, each in answers
        if each is not None and (each.comment or each.origin is not None)
    ]
    return [each for each in notes if len(each) > 1]


def _option(answer: Answer | None) -> int | None:
    if answer is None:
        return None
    return NO_POSITION if answer.no_position else answer.option


def _note(contest: Contest, candidate: Candidate, place: int, answer: Answer, language: str) -> dict[str, Any]:
    """What there is to say beside an answer; nothing but its question where that is empty."""
    note: dict[str, Any] = {"question": place, **_said(contest, "comment", answer.comment, language)}
    if answer.origin is not None:
        note["source"] = _source(contest, answer.origin, language)
    elif not candidate.is_recorded(answer):
        note["source"] = {"kind": UNRECORDED}
    return note


def _source(contest: Contest, origin: Origin, language: str) -> dict[str, str]:
    source = {"kind": origin.kind}
    if origin.url:
        source["url"] = origin.url
    source |= _said(contest, "quote", origin.quote, language)
    if origin.date is not None:
        source["date"] = origin.date.isoformat()
    return source


def _said(contest: Contest, name: str, text: Text, language: str) -> dict[str, str]:
    """The words under `name`, as pages show them, and their language where it is not the page's."""
    said = contest.election.say(text, language)
    if not said:
        return {}
    words = without_gaps(said.words)
    return {name: words} if said.language == language else {name: words, "language": said.language}
