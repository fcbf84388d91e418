"""A table that an import needs is not there.

The tidy form has three: questions.csv, candidates.csv and answers.csv.
One of them may hold nothing but its header.

Bad:    data/questions.csv and data/candidates.csv alone
Good:   data/answers.csv beside them
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-table"
SEVERITY = ERROR
MESSAGE = N_("there is no file {name!r} that could be read")
HINT = N_("Put it beside the other tables; with no rows to import its first line is enough.")
