"""A folder of candidates is named after a constituency that the election does not have.

Bad:    candidates/demo/north-bnak/ada-obi.yaml
Good:   candidates/demo/north-bank/ada-obi.yaml
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unknown-constituency"
SEVERITY = ERROR
MESSAGE = N_("no constituency is called {constituency!r}")
HINT = N_("Did you mean {nearest!r}? The constituencies are in {path}.")
