"""A quote begins a cell and never ends.

All that follows it, to the end of the file, would be one cell, so nothing after it can be read.

Bad:    ada,q1,yes,Yes,"Yes, but not now
Good:   ada,q1,yes,Yes,"Yes, but not now"
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unclosed-cell"
SEVERITY = ERROR
MESSAGE = N_("the quote that opens here is never closed; the rest of the file cannot be read")
HINT = N_("Add a quote where the cell ends; a quote within a cell is written twice.")
