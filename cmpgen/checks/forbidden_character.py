"""A character cannot be seen, or changes how the text around it is shown.

Such are controls, marks that turn the direction of text, private characters, and code points that mean nothing.
They come with pasted text or from a file saved in the wrong way, and can make a page say what the file does not.
Joiners that scripts need (as in Persian and Hindi) and emoji are welcome.

Bad:    name: Ada<U+202E> Obi
Good:   name: Ada Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "forbidden-character"
SEVERITY = ERROR
MESSAGE = N_("the character {character} cannot be used")
HINT = N_("Delete it and what is invisible beside it, or type the word again.")
