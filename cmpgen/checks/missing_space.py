"""There is no space after the colon that ends a name, or after the hyphen of a list, or the colon is of another kind.

Without the space YAML takes both for one word.

Bad:    name:Ada Obi
Good:   name: Ada Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-space"
SEVERITY = ERROR
MESSAGE = N_("{words!r} has no {mark!r} with a space after it")
HINT = N_("Type {mark!r} and then a space. Until then the rest of this file cannot be read.")
