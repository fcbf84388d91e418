"""A line is neither 'name: value' nor indented as part of the text above; or a name between braces has no colon.

Bad:    comment: |
        The money is needed for schools.
Good:   comment: |
          The money is needed for schools.
Bad:    sunday-shops: {position: agree, comment: yes, but not in town}
Good:   sunday-shops:
          position: agree
          comment: |
            yes, but not in town
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-colon"
SEVERITY = ERROR
MESSAGE = N_("{words!r} stands where 'name: value' belongs")
HINT = N_(
    "If it continues the text above, indent it by two spaces more than the name of that text; otherwise write a name, "
    "a colon and a space before it. Until then the rest of this file cannot be read."
)
HINTS = {
    "answer": N_(
        "Write the answer without braces, between which a comma ends a text: 'position:' with the position on a line "
        "of its own, and the remark, indented, below 'comment: |', where commas are left as they are."
    ),
    "text": N_(
        "Put the whole text on a line of its own, indented, below '{field}: |', where braces and commas are left as "
        "they are."
    ),
    "braces": N_(
        "Write this without braces, between which a comma ends a value: each name with its colon and its value on a "
        "line of its own."
    ),
}
"""What to do instead between braces, by the fact `case`; there the rest of the file can be read."""
