"""A field that counts has something else than a whole number.

Bad:    ballot: 1_000
Good:   ballot: 3
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-number"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is no whole number that {field!r} could have")
HINT = N_("Write digits alone, such as 3; no point, no separators, no unit.")
