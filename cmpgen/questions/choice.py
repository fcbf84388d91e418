"""A choice: one of several options that stand in no order; two answers are the same or they are not."""

from __future__ import annotations

from cmpgen.model import Question

NAME = "choice"
SCORED = True


def positions(question: Question) -> None:
    """No option of a choice stands anywhere."""
    return None
