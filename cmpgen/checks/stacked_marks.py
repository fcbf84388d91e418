"""A letter carries more accents than any script needs.

Such towers cover the lines above and below, and stop screen readers.

Bad:    name: A with a hundred accents
Good:   name: Àda Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "stacked-marks"
SEVERITY = ERROR
MESSAGE = N_("{count} accents on one letter, and at most {limit} can be shown")
HINT = N_("Type the letter again.")
