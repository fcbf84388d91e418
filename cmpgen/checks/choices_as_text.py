"""A question with several answers is shown and not scored.

cmpgen has no type for such questions yet, so that the answers are kept as words.

Bad:    q1,national,transport,Which should be free?,en,bus|tram|train,choices,
Good:   q1,national,transport,Which should be free first?,en,bus|tram|train,choice,
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "choices-as-text"
SEVERITY = WARNING
MESSAGE = N_("answers to {question!r} are kept as text and not scored")
HINT = N_("There is nothing to do; the question becomes one of type 'text'.")
