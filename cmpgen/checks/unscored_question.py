"""A voter's answer is to a question that is shown and never scored.

Bad:    {"answers": {"in-your-own-words": "…"}}
Good:   {"answers": {"free-buses": "agree"}}
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "unscored-question"
SEVERITY = WARNING
MESSAGE = N_("answers to {question!r} are not scored")
HINT = N_("Leave it out.")
