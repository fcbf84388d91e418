"""A file is larger than five million bytes.

Bad:    a photo, or a whole book, pasted into a comment
Good:   a link to it
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "too-large"
SEVERITY = ERROR
MESSAGE = N_("the file is larger than {limit} million bytes")
HINT = N_("Divide it, or put long documents elsewhere and link to them.")
