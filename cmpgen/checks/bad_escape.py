r"""A backslash between double quotes stands before something that it cannot stand before.

Between double quotes a backslash has a meaning of its own; below `|` it is a character like any other.

Bad:    comment: "See C:\plans"
Good:   comment: |
          See C:\plans
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-escape"
SEVERITY = ERROR
MESSAGE = N_("{words!r} has no meaning between double quotes")
HINT = N_(
    "Put the text on a line of its own, indented, below a line such as 'comment: |', where backslashes are left as "
    "they are. Until then the rest of this file cannot be read."
)
