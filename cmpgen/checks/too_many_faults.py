"""A file has more than a thousand faults of writing, and the others are not listed.

Such a file is mostly something else than YAML, or was saved in the wrong way.

Bad:    a spreadsheet saved under the name ada-obi.yaml
Good:   a text file
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "too-many-faults"
SEVERITY = ERROR
MESSAGE = N_("more than {limit} faults, and the others are not listed")
HINT = N_("Mend these first, or start again from a copy of a file that has none.")
