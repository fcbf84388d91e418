"""A text is cut off by a hash that touches a word.

YAML takes a hash after a space for the start of a remark, which it throws away.
A note has two spaces before the hash and one after it; a text with a hash in it stands below `|`.

Bad:    comment: Line #12 is late.
Bad:    comment: |
          The line is late.
        # checked on 3 May
          And it is full.
Good:   comment: |
          Line #12 is late.
"""

from cmpgen.checks.where_texts_go import READABLE
from cmpgen.diagnostics import ERROR, N_

CODE = "cut-by-hash"
SEVERITY = ERROR
MESSAGE = N_("the text is cut off before {words!r}")
HINT = N_(
    "Put the text on a line of its own, indented, below '{field}: |', where a # is a letter like any other; a note for "
    "other volunteers has a line of its own, which begins with '# '."
)
HINTS = {
    **READABLE,
    "note": N_(
        "Move this note above '{field}:', for it ends the text that goes on below it; if it belongs to the text, "
        "indent it as the lines around it are, below '{field}: |'. Until then the rest of this file cannot be read."
    ),
}
"""What to do instead, by the fact `case`: also where a note stands between the lines of a text."""
