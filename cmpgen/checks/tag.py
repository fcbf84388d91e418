"""A value begins with an exclamation mark, which tells YAML what kind of value follows.

Here every value is text, so such marks are never needed, and in other programs they can be dangerous.

Bad:    comment: !Important for all of us
Good:   comment: |
          !Important for all of us
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "tag"
SEVERITY = ERROR
MESSAGE = N_("{words!r} is a mark that YAML does not show")
HINT = N_(
    "Delete it, or put the text on a line of its own, indented, below a line such as 'comment: |'. Until then the "
    "rest of this file cannot be read."
)
