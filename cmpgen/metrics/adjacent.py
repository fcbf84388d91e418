"""Adjacent: 2 points for the same option, 1 for the one beside it, 0 for any other.

    share(a, b) = max(0, 1 - |a - b| / 2),   a and b counted in steps

Steps are counted in the order of the options, whatever their values.
On a scale of two options the other option is the one beside: it earns half.

Source: the quizzes of TheyWorkForYou (2010) and of the Wahl-O-Mat (Bundeszentrale für politische Bildung).
"""

from __future__ import annotations

from fractions import Fraction

NAME = "adjacent"
COUNTS_STEPS = True
SQUARED = False


def share(a: Fraction, b: Fraction) -> Fraction:
    """The part of the points, 0 … 1, that the option number `b` earns from the option number `a`.

    >>> [share(Fraction(0), Fraction(b)) for b in range(3)]
    [Fraction(1, 1), Fraction(1, 2), Fraction(0, 1)]
    """
    return max(Fraction(0), 1 - abs(a - b) / 2)
