"""A question answered in words: shown beside the others, never scored."""

from __future__ import annotations

from cmpgen.model import Question

NAME = "text"
SCORED = False


def positions(question: Question) -> None:
    """Words stand nowhere."""
    return None
