"""A second `id` stands in one item of a list: the hyphen that begins the next item is missing.

Bad:    - id: free-buses
          text: Buses should be free.
          id: free-trains
Good:   - id: free-buses
          text: Buses should be free.
        - id: free-trains
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-hyphen"
SEVERITY = ERROR
MESSAGE = N_("a second 'id' stands in the item of the list whose 'id' is at line {line}")
HINT = N_(
    "Type '- ' before this 'id', in the column of the hyphen above: a new question or option begins here. If it is "
    "one and the same, delete this line."
)
