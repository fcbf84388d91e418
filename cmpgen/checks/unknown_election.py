"""A folder of candidates is named after an election that does not exist.

Bad:    candidates/demo-2072/…, where the questionnaire is questionnaires/demo-2027/
Good:   candidates/demo-2027/…
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unknown-election"
SEVERITY = ERROR
MESSAGE = N_("no election is called {election!r}")
HINT = N_("Did you mean {nearest!r}? An election is a folder in questionnaires/ with an election.yaml.")
