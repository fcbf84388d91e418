"""What stands before a colon is no name.

A name is one word or text: no list, no mapping, no block of text, no leading question mark, and it is not empty.

Bad:    ? [free-buses, free-trains]
        : agree
Good:   free-buses: agree
        free-trains: agree
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "complex-key"
SEVERITY = ERROR
MESSAGE = N_("what stands before this colon is not a plain name")
HINT = N_(
    "Write one name before each colon, such as 'free-buses: agree'. Until then the rest of this file cannot be read."
)
