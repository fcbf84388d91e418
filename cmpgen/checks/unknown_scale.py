"""A question or an election names a scale that does not exist.

Bad:    scale: agree-6
Good:   scale: agree-5
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unknown-scale"
SEVERITY = ERROR
MESSAGE = N_("no scale is called {scale!r}")
HINT = N_(
    "Did you mean {nearest!r}? A scale is a built-in one (agree-3, agree-4, agree-5, agree-7, yes-no) or "
    "defined under 'scales:' in election.yaml."
)
