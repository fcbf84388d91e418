"""A name stands twice in one group.

Only one of the two values could be used, and nobody could say which.
Capitals, accents typed in another way and invisible characters make no difference.

Bad:    answers:
          free-buses: agree
          Free-Buses: disagree
Good:   answers:
          free-buses: agree
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "duplicate-key"
SEVERITY = ERROR
MESSAGE = N_("{word!r} stands at line {line} already")
HINT = N_("Keep one of the two and delete the other.")
