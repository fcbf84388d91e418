"""A space of another kind stands where an ordinary one belongs.

It looks the same, but YAML takes it for a letter; it comes with text pasted from web pages and office programs.

Bad:    name:<U+00A0>Ada Obi
Good:   name: Ada Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "odd-space"
SEVERITY = ERROR
MESSAGE = N_("the space here is {character}, which is not an ordinary space")
HINT = N_(
    "Delete it and type it again with the space bar; look at the lines near it too. Until then the rest of this file "
    "cannot be read."
)
