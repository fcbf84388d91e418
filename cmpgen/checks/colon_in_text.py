"""A text on one line has a colon followed by a space.

YAML takes what stands before such a colon for the name of a value.
Below `|` a text may hold anything.

Bad:    comment: My promise: no new taxes.
Good:   comment: |
          My promise: no new taxes.
"""

from cmpgen.checks.where_texts_go import BROKEN
from cmpgen.diagnostics import ERROR, N_

CODE = "colon-in-text"
SEVERITY = ERROR
MESSAGE = N_("{words!r} has a colon within its text")
HINT = N_(
    "Put the text on a line of its own, indented, below '{field}: |', where colons are left as they are. Until then "
    "the rest of this file cannot be read."
)
HINTS = {
    **BROKEN,
    "last": N_(
        "Put the text on a line of its own, indented, below '{field}: |', where colons are left as they are; if a "
        "language is meant, write its tag, such as 'en:'."
    ),
}
"""What to do instead, by the fact `case`: also where a colon ends the text."""
