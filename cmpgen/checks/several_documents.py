"""Something follows the end of the document.

A line of `---` begins another document, a line of `...` ends the last one; a file holds one.

Bad:    name: Ada Obi
        ---
        party: river-party
Good:   name: Ada Obi
        party: river-party
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "several-documents"
SEVERITY = ERROR
MESSAGE = N_("{words!r} begins a second document in this file")
HINT = N_(
    "Delete the line of hyphens or dots; two people or two elections go into two files. Until then the rest of this "
    "file cannot be read."
)
