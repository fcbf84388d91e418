"""Two rows say what only one can say.

A table has one row for each question, one for each candidate, and one for each candidate's answer to a question.

Bad:    ada,q1,yes,Yes,
        ada,q1,no,No,
Good:   ada,q1,yes,Yes,
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "duplicate-row"
SEVERITY = ERROR
MESSAGE = N_("there is already a row for {word!r}, at line {line}")
HINT = N_("Remove one of the two rows.")
