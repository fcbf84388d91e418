"""The one rounding rule: a score as a whole percentage, rounded half up, in integers only.

    score   = points / possible                       (points of distances)
    score   = 1 - √(1 - points / possible)            (points of squared distances)
    percent = ⌊100 · score + 1/2⌋

`theme/static/js/rank.js` holds the same rule for the browser.
"""

from __future__ import annotations

from math import isqrt


def percent(points: int, possible: int, *, squared: bool) -> int:
    """The percentage 0 … 100 that is shown for `points` of `possible`; 0 ≤ points ≤ possible, and possible > 0.

    >>> percent(1, 8, squared=False)    # 12.5 %
    13
    >>> percent(3, 4, squared=True)     # 1 - √(1/4)
    50
    """
    if not squared:
        return (200 * points + possible) // (2 * possible)
    # ⌊100.5 - 100 √(lost / possible)⌋ is the largest whole n with 200 √(lost / possible) ≤ 201 - 2n.
    # A whole number is at least √x exactly where it is at least `root`, the least whole number whose square reaches x.
    lost = possible - points
    squares = -(-40_000 * lost // possible)
    root = isqrt(squares - 1) + 1 if squares else 0
    return (201 - root) // 2
