"""A contact is not an e-mail address.

Bad:    contact: hello at example.org
Good:   contact: hello@example.org
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-address"
SEVERITY = ERROR
MESSAGE = N_("{address!r} is no e-mail address")
HINT = N_("Write it as in hello@example.org.")
