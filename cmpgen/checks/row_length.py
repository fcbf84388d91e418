"""A row of a table has more or fewer cells than there are columns.

Often a comma stands in a text that is not within quotes.

Bad:    ada,q1,yes,Yes,Yes, but not now
Good:   ada,q1,yes,Yes,"Yes, but not now"
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "row-length"
SEVERITY = ERROR
MESSAGE = N_("this row has {cells} cells, and the table has {columns} columns")
MESSAGES = {"one": N_("this row has one cell, and the table has {columns} columns")}
"""What is wrong where there is but one, by the fact `case`."""
HINT = N_("Put quotes around cells that hold commas, and a comma for each cell that is empty.")
