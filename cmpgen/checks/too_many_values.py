"""A file has more values than any election needs.

Bad:    a million answers in one file
Good:   one file for each candidate
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "too-many-values"
SEVERITY = ERROR
MESSAGE = N_("the file has more than {limit} values")
HINT = N_("Divide it. Until then the rest of this file cannot be read.")
