"""Two columns of a table have the same name.

Nobody could say which of them holds the answer.

Bad:    candidate_id,question_id,value,value,label,comment
Good:   candidate_id,question_id,value,label,comment
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "duplicate-column"
SEVERITY = ERROR
MESSAGE = N_("there is already a column called {column!r}")
HINT = N_("Remove one of the two, or give it another name.")
