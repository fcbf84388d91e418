"""A value stands between typographic quotation marks.

They would be part of the value; YAML knows straight ones only, and mostly needs none.
Within a text, and around a text below `|`, they are welcome.

Bad:    free-buses: “agree”
Good:   free-buses: agree
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "smart-quotes"
SEVERITY = ERROR
MESSAGE = N_("the quotation marks around {words!r} would be part of the value")
HINT = N_(
    "Delete {opening} and {closing}; to quote somebody's words, put them on a line of their own, indented, below a "
    "line such as 'comment: |'."
)
