"""How much one page shows before it is split, so that none passes 150 kB on its way to a phone (gzipped).

The numbers were found by measuring pages of synthetic elections, whose comments are as long as real ones
(`docs/speed.md`); a limit decides what a page shows, never whom: where names are left out, all are.
"""

from __future__ import annotations

MOST_NAMED = 600
"""Where more stand in a whole election, a page of the country counts them place by place and names nobody."""

MOST_PLACES = 1500
"""Where there are more constituencies, it counts by region."""

MOST_OTHERS = 60
"""Where more stand in a constituency, a candidate's page does not list all the others again."""

MOST_CELLS = 1400
"""A constituency's page with more answers than this counts them, and each question has a page of its own there."""


def is_split(candidates: int, questions: int) -> bool:
    """Whether so many candidates' answers to so many questions are too much for one page."""
    return candidates * questions > MOST_CELLS
