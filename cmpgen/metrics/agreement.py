"""Agreement: the same option or not.

    share(a, b) = 1 if a = b, else 0

Nothing is said about how far apart two options are: "agree" is as far from "strongly agree" as from "disagree".

Source: the count of identical answers, described among others by Louwerse and Rosema, "The design effects of voting
advice applications: Comparing methods of calculating matches", Acta Politica 49 (2014), 286-312,
doi:10.1057/ap.2013.30.
"""

from __future__ import annotations

from fractions import Fraction

NAME = "agreement"
COUNTS_STEPS = True
SQUARED = False


def share(a: Fraction, b: Fraction) -> Fraction:
    """All of the points, 1, where the options number `a` and `b` are one; none, 0, where they are two.

    >>> share(Fraction(3), Fraction(3)), share(Fraction(3), Fraction(4))
    (Fraction(1, 1), Fraction(0, 1))
    """
    return Fraction(a == b)
