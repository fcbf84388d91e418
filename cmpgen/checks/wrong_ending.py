"""A file's name does not end in `.yaml`.

Files with another ending are not read, and two files that differ only in their ending would be one candidate twice.

Bad:    candidates/demo/north-bank/ada-obi.yml
Good:   candidates/demo/north-bank/ada-obi.yaml
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "wrong-ending"
SEVERITY = ERROR
MESSAGE = N_("the name of {name!r} does not end in '.yaml'")
HINT = N_("Rename the file to {expected!r}.")
