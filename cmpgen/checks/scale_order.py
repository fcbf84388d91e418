"""A scale's values do not grow from one option to the next.

Options of a scale stand from the lowest to the highest; their values say how far apart they are.

Bad:    - id: low
          label: Low
          value: 2
        - id: high
          label: High
          value: 1
Good:   - id: low
          label: Low
          value: 1
        - id: high
          label: High
          value: 2
"""

from collections.abc import Iterator
from itertools import pairwise

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "scale-order"
SEVERITY = ERROR
MESSAGE = N_("the value of {option!r} is not above the one before it")
HINT = N_("Order the options from lowest to highest, each with a whole number as its value.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for name in filter(election.readable, sorted(election.scales)):
        options = election.scales[name]
        for index, (before, option) in enumerate(pairwise(options), start=1):
            # That there is no value is told by its shape.
            if before.value is not None and option.value is not None and option.value <= before.value:
                where = election.tree.value("scales", name, index, "value")
                yield diagnostic(where, CODE, option=option.id)
