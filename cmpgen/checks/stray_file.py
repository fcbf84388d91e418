"""A file lies among or beside the election's files and is none of them; or a whole folder, for its name is misspelt.

It is not read and not published.

Bad:    candidates/demo/north-bank/notes.docx
Bad:    Candidates/demo/north-bank/ada-obi.yaml
Good:   notes kept in README.md, or outside this folder
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "stray-file"
SEVERITY = WARNING
MESSAGE = N_("nothing reads {name!r}")
HINT = N_(
    "Did you mean {nearest!r}? What is read are files that end in '.yaml' below 'questionnaires/' and 'candidates/', "
    "and in '.md' below 'content/'; put notes into a README.md."
)
