"""A character inside a line ends the line for YAML, and does not for the editor.

What follows it would become a value of its own, and line numbers would differ.
Such characters come with text pasted from office programs.

Bad:    name: Ada<U+2028>party: river-party
Good:   name: Ada
        party: river-party
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "line-separator"
SEVERITY = ERROR
MESSAGE = N_("the character {character} ends a line for some programs and not for others")
HINT = N_("Delete it; where a new line is meant, press Enter.")
