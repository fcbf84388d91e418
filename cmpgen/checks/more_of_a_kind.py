"""A file has more than a thousand faults of one kind, and the others are not listed.

It is a warning beside a thousand others, errors if these are.

Bad:    twenty thousand answers to questions that nobody asks
Good:   one file for each candidate, with the answers to what was asked
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "more-of-a-kind"
SEVERITY = WARNING
MESSAGE = N_("and {count} more of the same kind, {kind}")
HINT = N_("Mend those above, and check again to see the others.")
