"""A file ends in the middle of a line, and its last word may be the beginning of another answer.

A copy that was cut off would say `no` where the file said `no-position`, or 1 where it said 10.
Where the last line ends, it is sure that the word is whole.

Bad:    free-buses: no
        and nothing after it, not even the end of the line, where the question also takes no-position
Good:   free-buses: no
        with the end of the line
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "cut-off"
SEVERITY = ERROR
MESSAGE = N_("the file ends in the middle of this line, so {word!r} may be the beginning of {longer!r}")
HINT = N_("Look whether the whole file is here, and end its last line with the Enter key.")
