"""A field that is always needed is absent or empty.

Needed are an election's title, date and languages, a question's id and text, an option's id and label, its value too
where it stands on a scale, and the name of a party, a constituency and a candidate.

Bad:    party: river-party
Good:   name: Ada Obi
        party: river-party
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-field"
SEVERITY = ERROR
MESSAGE = N_("{field!r} is missing here")
HINT = N_("Add a line '{field}:' with its value.")
