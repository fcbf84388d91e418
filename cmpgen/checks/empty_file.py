"""A file has nothing in it, or remarks alone.

Bad:    # Ada Obi
Good:   name: Ada Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "empty-file"
SEVERITY = ERROR
MESSAGE = N_("the file is empty")
HINT = N_("Write in it what the other files of its kind have, or delete it.")
