"""An answer is from a candidate, or to a question, that no table has.

It could not be kept anywhere.

Bad:    ada,q99,yes,Yes,
Good:   ada,q9,yes,Yes,
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unplaced-answer"
SEVERITY = ERROR
MESSAGE = N_("no {kind} has the id {word!r}, so the answer {value!r} with the comment {comment!r} has no place")
HINT = N_("Did you mean {nearest!r}? Add the row to its table, or remove the answer.")
