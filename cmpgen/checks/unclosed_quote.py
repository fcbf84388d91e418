"""A quote has no partner, or its partner comes much too late.

Bad:    name: "Ada Obi
Good:   name: Ada Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unclosed-quote"
SEVERITY = ERROR
MESSAGE = N_("the text that {quote} opens is not closed")
HINT = N_(
    "Delete the quote, or put its partner at the end of the text; below a line such as 'comment: |' a text needs no "
    "quotes. Until then the rest of this file cannot be read."
)
