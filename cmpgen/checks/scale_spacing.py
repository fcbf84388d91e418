"""The options of a scale do not say how far apart they are.

Numbers keep their distances, and words are equally spaced.
Where both are mixed, or numbers repeat, go up and down or have more than nine digits, all are equally spaced too.

Bad:    1|2|3|dont_know
Good:   1|2|3 with --no-position dont_know
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "scale-spacing"
SEVERITY = WARNING
MESSAGE = N_("the options {options} are spaced equally, though some are numbers")
HINT = N_("If one of these is no position, name it with --no-position; else look at the 'value' of each option.")
