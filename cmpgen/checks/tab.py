"""A tab stands where spaces belong.

How far a tab reaches differs between programs, so YAML does not take it for indentation.

Bad:    answers:
        <tab>free-buses: agree
Good:   answers:
          free-buses: agree
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "tab"
SEVERITY = ERROR
MESSAGE = N_("a tab stands where spaces belong")
HINT = N_(
    "Replace it by spaces (two for each step), here and wherever else a line of this file begins with a tab. Until "
    "then the rest of this file cannot be read."
)
