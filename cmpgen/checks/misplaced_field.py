"""A question has a field that its type does not use.

A question of type scale takes its options from a scale, a choice lists its own, a text has none.

Bad:    - id: free-buses
          text: Buses should be free.
          options: […]
Good:   - id: school-language
          type: choice
          options: […]
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "misplaced-field"
SEVERITY = ERROR
MESSAGE = N_("a question of type {type!r} has no {field!r}")
HINT = N_("Remove {field!r}, or set the type that you mean: 'scale' with a scale, 'choice' with options.")
