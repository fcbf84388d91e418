"""An answer has neither a value nor a comment.

It says nothing, so it is left out.

Bad:    ada,q1,,,
Good:   ada,q1,yes,Yes,
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "empty-answer"
SEVERITY = WARNING
MESSAGE = N_("the answer of {candidate!r} to {question!r} is empty and left out")
HINT = N_("Remove the row, or fill in what was answered.")
