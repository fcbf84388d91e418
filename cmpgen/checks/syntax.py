"""The file cannot be read here, for a reason that has no page of its own.

Bad:    answers: {free-buses: agree
Good:   answers:
          free-buses: agree
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "syntax"
SEVERITY = ERROR
MESSAGE = N_("the file cannot be read from here on ({problem})")
HINT = N_(
    "Compare this line and the one above it with another file of this kind. Until then the rest of this file cannot "
    "be read."
)
