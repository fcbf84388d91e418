"""An answer is none of the options that its question offers.

The value is compared with scale_options letter by letter.

Bad:    ada,q1,Yes,Yes,
Good:   ada,q1,yes,Yes,
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "value-not-offered"
SEVERITY = ERROR
MESSAGE = N_("{value!r} is none of the options of this question")
HINT = N_("Did you mean {nearest!r}? The options are {options}.")
