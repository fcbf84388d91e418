"""An answer is to a question that the candidate's constituency is not asked.

It is left out, and told here in full; a local question is asked in one constituency only.

Bad:    an answer from South Bank to a question with the scope north-bank
Good:   an answer from South Bank to a question with the scope national
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "answer-not-asked"
SEVERITY = WARNING
MESSAGE = N_(
    "the answer {value!r} with the comment {comment!r} is left out: {question!r} is not asked in this constituency"
)
HINT = N_("Change the scope of the question if it was asked there too.")
