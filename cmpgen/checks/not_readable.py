"""The system does not let cmpgen read a file or a folder.

Bad:    a file that only another user may read
Good:   a file that everyone may read
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "not-readable"
SEVERITY = ERROR
MESSAGE = N_("{name!r} cannot be read: {reason}")
HINT = N_("Give yourself the right to read it.")
