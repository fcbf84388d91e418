"""An item of a list begins with a bullet or a dash that was pasted, not with an ordinary hyphen.

YAML knows only the hyphen of the keyboard, followed by a space, as the start of an item.

Bad:    asked-in:
          • uplands
Good:   asked-in:
          - uplands
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "odd-bullet"
SEVERITY = ERROR
MESSAGE = N_("{character!r} does not begin an item of a list")
HINT = N_(
    "Type an ordinary hyphen and a space in its place; if this is text, put it below a line such as 'comment: |', "
    "indented. Until then the rest of this file cannot be read."
)
