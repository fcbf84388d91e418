"""A value that was named as no position is nowhere in the tables.

Most likely it is misspelt, and the value that was meant is scored as a position.

Bad:    --no-position dontknow
Good:   --no-position dont_know
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "unused-no-position"
SEVERITY = WARNING
MESSAGE = N_("no question offers {word!r}, and nobody answered it")
HINT = N_("Did you mean {nearest!r}? The value is compared letter by letter.")
