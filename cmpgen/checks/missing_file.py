"""An election has no election.yaml, or candidates answer national questions and there is no questions.yaml.

Without the first there is no title, no date and no language, so nothing of the election can be shown; without the
second nobody knows what was answered.

Bad:    questionnaires/demo/questions.yaml alone
Good:   questionnaires/demo/election.yaml beside it
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-file"
SEVERITY = ERROR
MESSAGE = N_("the file {name!r} is missing")
HINT = N_("Put it there, or look whether its own name or that of its folder is misspelt; `cmpgen new` writes one.")
