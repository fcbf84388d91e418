"""A bracket has no partner, or something within brackets cannot stand there.

In brackets every comma, colon, quote and bracket has a meaning, so texts with punctuation break there.

Bad:    answers: {free-buses: agree, comment: it's [nearly] done}
Good:   answers:
          free-buses:
            position: agree
            comment: |
              it's [nearly] done
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unclosed-bracket"
SEVERITY = ERROR
MESSAGE = N_("what {bracket!r} opens is not closed, or breaks off at line {line}")
HINT = N_(
    "Close it, or write each item on a line of its own, and a text below a line such as 'comment: |'. Until then the "
    "rest of this file cannot be read."
)
