"""An answer is written in its short form, and a comment or a source stands below it.

The short form has room for the position only; beside a comment or a source the position has a line of its own.

Bad:    answers:
          sunday-shops: agree
            comment: Yes.
Good:   answers:
          sunday-shops:
            position: agree
            comment: Yes.
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "two-forms"
SEVERITY = ERROR
MESSAGE = N_("{part!r} stands below {field!r}, which has its whole value on its own line")
HINT = N_(
    "End the line above after '{field}:', and write 'position: {value}' on a line of its own below it, in the column "
    "of '{part}:'. Until then the rest of this file cannot be read."
)
