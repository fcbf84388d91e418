"""A file stands in a folder where no file of its kind is looked for.

Such a file would never appear on the site.

Bad:    candidates/demo/ada-obi.yaml
Good:   candidates/demo/north-bank/ada-obi.yaml
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "wrong-folder"
SEVERITY = ERROR
MESSAGE = N_("the file {name!r} is in a folder where nobody looks for it")
HINT = N_(
    "Candidates are at candidates/ELECTION/CONSTITUENCY/NAME.yaml, constituencies at "
    "questionnaires/ELECTION/constituencies/NAME.yaml, and beside these only election.yaml and questions.yaml "
    "in questionnaires/ELECTION/."
)
