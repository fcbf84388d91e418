"""A field has a name that this kind of file does not know.

What stands below it would silently be left out.

Bad:    anwsers:
Good:   answers:
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unknown-field"
SEVERITY = ERROR
MESSAGE = N_("no field is called {field!r} here")
HINT = N_("Did you mean {nearest!r}? The fields here are: {known}.")
