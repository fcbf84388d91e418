"""A table has more rows than one import reads.

Each row is held in memory until all of them are placed.

Bad:    a million answers in one answers.csv
Good:   the same election imported region by region, which adds to what is there
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "too-many-rows"
SEVERITY = ERROR
MESSAGE = N_("the table has more than {limit} rows")
HINT = N_("Divide the election by constituencies and import one part after another: each adds to what is there.")
