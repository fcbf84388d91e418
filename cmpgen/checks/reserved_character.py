"""A text begins with a character that means something else to YAML.

Such are @ ` % * & ! | > - ? : , [ ] { } and quotes.
Below `|` a text may begin with anything.

Bad:    website: @ada_obi
Good:   website: |
          @ada_obi
"""

from cmpgen.checks.where_texts_go import BROKEN
from cmpgen.diagnostics import ERROR, N_

CODE = "reserved-character"
SEVERITY = ERROR
MESSAGE = N_("a text cannot begin with {character!r} here")
HINT = N_(
    "Put the text on a line of its own, indented, below '{field}: |', or delete the character. Until then the rest of "
    "this file cannot be read."
)
HINTS = {
    **BROKEN,
    "answer": N_(
        "Leave nothing behind '{field}:' where there is no answer yet; for a remark, write 'comment: |' below it, two "
        "spaces further in, and the text, indented, below that. Until then the rest of this file cannot be read."
    ),
}
"""What to do instead, by the fact `case`."""
