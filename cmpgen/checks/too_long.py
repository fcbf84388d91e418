"""A name or another short line is longer than any page could show.

Bad:    name: 10,000 characters
Good:   name: Ada Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "too-long"
SEVERITY = ERROR
MESSAGE = N_("{field!r} has {length} characters, and at most {limit} can be shown")
HINT = N_("Shorten it; longer text belongs in a comment or a background.")
