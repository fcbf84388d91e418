"""Something follows the quote or bracket that ends a value.

A value that begins with a quote or a bracket ends with its partner; an apostrophe between single quotes ends it too.

Bad:    comment: 'It's too late.'
Good:   comment: |
          It's too late.
"""

from cmpgen.checks.where_texts_go import BROKEN
from cmpgen.diagnostics import ERROR, N_

CODE = "text-after-closing"
SEVERITY = ERROR
MESSAGE = N_("{words!r} follows {closing}, which ends the value")
HINT = N_(
    "Put the whole text on a line of its own, indented, below '{field}: |', where quotes and brackets are left as they "
    "are. Until then the rest of this file cannot be read."
)
HINTS = BROKEN
