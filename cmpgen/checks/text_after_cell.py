"""More text follows the quote that ends a cell.

Either a quote within the cell is not written twice, or the quote that opened it was never closed and this one opens
the next; nothing after it can be read.

Bad:    ada,q1,yes,Yes,"She said "yes" to it"
Good:   ada,q1,yes,Yes,"She said ""yes"" to it"
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "text-after-cell"
SEVERITY = ERROR
MESSAGE = N_(
    "a quote closes the cell that opens at line {opened}, and more text follows; the rest of the file cannot be read"
)
HINT = N_("Write a quote within a cell twice, and look whether the cell that opens at that line is closed.")
