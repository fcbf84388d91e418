"""Question types, one module each; the registry below is the only list of them.

A type's name is its file's name, and what a volunteer writes after `type:`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from cmpgen.model import Election, Question
from cmpgen.questions import choice, scale, text


class QuestionType(Protocol):
    """What the module of a question type holds.

    `NAME` is what a volunteer writes; `SCORED` says whether an answer can earn points.
    `positions` says where the options of a scored question stand, by option, on -1/2 … 1/2;
    None where they stand in no order, so that two answers are the same or they are not.
    """

    NAME: str
    SCORED: bool

    def positions(self, question: Question) -> tuple[Fraction, ...] | None: ...


TYPES: dict[str, QuestionType] = {each.NAME: each for each in (scale, choice, text)}


def scored(question: Question) -> bool:
    """Whether answers to this question earn points."""
    return TYPES[question.type].SCORED


def mapped(election: Election) -> tuple[Question, ...]:
    """The questions that an opinion map rests on: asked everywhere, and with options that stand in an order."""
    return tuple(
        each
        for each in election.questions
        if not each.asked_in and scored(each) and TYPES[each.type].positions(each) is not None
    )
