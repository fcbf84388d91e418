"""A field that knows a few values has another one.

Bad:    reply: answerd
Good:   reply: answered
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unknown-value"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is none of the values of {field!r}")
HINT = N_("Did you mean {nearest!r}? The values are: {choices}.")
