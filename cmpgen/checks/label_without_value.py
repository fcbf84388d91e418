"""An answer has a label and no value.

The value says which option was chosen; the label only what it is called.

Bad:    ada,q1,,Yes,
Good:   ada,q1,yes,Yes,
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "label-without-value"
SEVERITY = ERROR
MESSAGE = N_("the label {label!r} has no value beside it")
HINT = N_("Write one of the question's scale_options in the column 'value'.")
