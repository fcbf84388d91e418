"""A line begins further left or right than the lines that it belongs to.

What belongs together begins in the same column; what belongs to the line above begins two spaces further right.

Bad:    answers:
          free-buses: agree
            new-stadium: disagree
Good:   answers:
          free-buses: agree
          new-stadium: disagree
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "indentation"
SEVERITY = ERROR
MESSAGE = N_("{words!r} does not line up with the lines above it")
HINT = N_(
    "Begin it in the same column as the lines that it belongs with; if it continues a text, put all of that text "
    "below a line such as 'comment: |', indented. Until then the rest of this file cannot be read."
)
