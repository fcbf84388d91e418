"""A hyphen begins a list where a line below it shows that none was meant.

Hyphens stand before the items of a list, and before all of them: questions, options, sources of a question.
A candidate's file and their answers are no lists.

Bad:    - name: Ada Obi
        reply: answered
Good:   name: Ada Obi
        reply: answered
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "stray-hyphen"
SEVERITY = ERROR
MESSAGE = N_("a hyphen begins a list here, and {words!r} below it is no item of it")
HINT = N_(
    "Delete the hyphen and the space behind it, and begin the lines that belong together in one column; if it is a "
    "list, begin each of its items with a hyphen. Until then the rest of this file cannot be read."
)
