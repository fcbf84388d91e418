"""The scales of an election are so fine together that a browser could not add up its scores exactly.

Every question is worth the same number of points, the least that all scales can share; scales of 7, 11 and 13 steps
with distant values make it huge.

Bad:    value: 999983
Good:   value: 7
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "scale-too-fine"
SEVERITY = ERROR
MESSAGE = N_("scores of this election need whole numbers up to {largest}, and a browser is exact up to {limit}")
HINT = N_("Use fewer different scales, and small values such as 1, 2, 3.")
