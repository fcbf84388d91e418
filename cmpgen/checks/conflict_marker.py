"""The file holds both versions of lines that two people changed, with the marks that git puts around them.

Git leaves the choice between the versions to people; nothing is read until they have chosen.
A line of `>>>>>>>` ends the second version.

Bad:    <<<<<<< HEAD
        party: river-party
        =======
        party: lake-party
Good:   party: river-party
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "conflict-marker"
SEVERITY = ERROR
MESSAGE = N_("a line of git, {words!r}: two versions of these lines are waiting for a choice")
HINT = N_(
    "Keep the lines that are right and delete the others, with the lines that begin with <<<<<<<, ======= and "
    ">>>>>>>. Until then the rest of this file cannot be read."
)
