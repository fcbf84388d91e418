"""A template of this project's own theme cannot be used.

A file in theme/templates/ takes the place of cmpgen's own template of the same name. It is given the same values, and
can use the same parts.

Bad:    {{ quiz.nam.words }}
Good:   {{ quiz.name.words }}
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "broken-template"
SEVERITY = ERROR
MESSAGE = N_("this template fails: {reason}")
HINT = N_("Compare it with the file of the same name in {folder}, which is used where this one is not there.")
