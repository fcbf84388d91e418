"""An option of a question stands twice, or is empty.

Options are separated by single signs `|`; a label follows its value after `=`.

Bad:    yes|yes|no
Good:   yes|no
Bad:    yes||no
Good:   yes|no
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unclear-option"
SEVERITY = ERROR
MESSAGE = N_("the option {option!r} is empty or stands twice")
HINT = N_("Write each option once, with a single '|' between two.")
