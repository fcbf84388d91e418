"""A row lacks what gives it its place.

An answer needs its candidate and its question, a candidate a name and a constituency, a question a text and a scope.

Bad:    ,q1,yes,Yes,
Good:   ada,q1,yes,Yes,
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-cell"
SEVERITY = ERROR
MESSAGE = N_("{column!r} is empty, so this row has no place")
HINT = N_("Fill in the cell, or remove the row.")
