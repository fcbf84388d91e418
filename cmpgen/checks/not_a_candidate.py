"""A file among the candidates is no candidate's file and no photo, so nobody's answers in it would be shown.

A file that lost its ending, or that an editor or a forge renamed, would take a candidate off the site unnoticed.
So only three kinds of file lie in a constituency's folder: candidates' files, photos, and what systems leave behind
(.gitkeep, .DS_Store, Thumbs.db, and what Vim keeps while it edits), as long as none of these reads like a candidate.

Bad:    candidates/demo/north-bank/ada-obi.yaml.bak
Bad:    candidates/demo/north-bank/README.md
Good:   candidates/demo/north-bank/ada-obi.yaml
Good:   candidates/demo/README.md
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "not-a-candidate"
SEVERITY = ERROR
MESSAGE = N_("{name!r} lies among the candidates, and nothing that is in it would be shown")
HINT = N_(
    "Did you mean {nearest!r}? Rename a candidate's file so that it ends in '.yaml'; remove any other, or put it "
    "outside 'candidates/'."
)
