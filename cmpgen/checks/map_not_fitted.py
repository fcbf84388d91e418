"""The opinion map that is committed is not the one that the answers give.

Answers have come in since it was fitted, or somebody changed its numbers; `cmpgen map --check` compares them, a build
does not, for a map would then change with every answer.

Bad:    a change of map.yaml alone, in which an axis is turned round
Good:   cmpgen map --election demo, and the file as it is
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "map-not-fitted"
SEVERITY = ERROR
MESSAGE = N_("the opinion map has {written} where the answers give {fitted}, and {others} other numbers differ")
HINT = N_("Run cmpgen map --election {election}, look at what changes, and commit the file that it writes as it is.")
