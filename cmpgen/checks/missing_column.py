"""A table to import lacks a column, or its name is spelt differently.

Without the column its values would be left out without a word.
A column may well be empty.

Bad:    candidate_id,question_id,value,label
Good:   candidate_id,question_id,value,label,comment
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-column"
SEVERITY = ERROR
MESSAGE = N_("there is no column called {column!r}")
HINT = N_("Did you mean {nearest!r}? Add the column to the first line, and one cell for it to each row.")
