"""A line is neither 'name: value' nor indented as part of the text above.

Bad:    comment: |
        The money is needed for schools.
Good:   comment: |
          The money is needed for schools.
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-colon"
SEVERITY = ERROR
MESSAGE = N_("{words!r} stands where 'name: value' belongs")
HINT = N_(
    "If it continues the text above, indent it by two spaces more than the name of that text; otherwise write a "
    "name, a colon and a space before it. Until then the rest of this file cannot be read."
)
