"""A cell of a table is longer than any answer.

Most likely a quote is not closed, and the cell swallowed the rows below it.

Bad:    a comment of 200,000 characters
Good:   a comment of 500 characters
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "cell-too-long"
SEVERITY = ERROR
MESSAGE = N_("this cell has {length} characters, and {limit} can be read; nor can the rest of the file")
HINT = N_("Look for a quote that is not closed, or shorten the cell.")
