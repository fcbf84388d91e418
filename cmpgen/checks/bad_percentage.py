"""A share is not written as a whole percentage from 0 to 100.

Bad:    minimum-shared: -5%
Good:   minimum-shared: 50%
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-percentage"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is no percentage")
HINT = N_("Write a whole number from 0 to 100 with a percent sign, such as 50%.")
