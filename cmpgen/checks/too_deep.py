"""Values stand within values more than 32 levels deep.

Bad:    a list within a list within a list …
Good:   - free-buses
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "too-deep"
SEVERITY = ERROR
MESSAGE = N_("values are nested more than {limit} levels deep")
HINT = N_(
    "Look at how the other files are written: none needs more than six levels. Until then the rest of this file "
    "cannot be read."
)
