"""A value begins with an ampersand, by which YAML names a value to repeat it elsewhere.

Here every value is written where it belongs, and a text that begins with an ampersand would lose its first word.

Bad:    comment: &more buses
Good:   comment: |
          &more buses
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "anchor"
SEVERITY = ERROR
MESSAGE = N_("{words!r} is a mark by which YAML names a value, and would not be shown")
HINT = N_(
    "Delete it, or put the text on a line of its own, indented, below a line such as 'comment: |'. Until then the "
    "rest of this file cannot be read."
)
