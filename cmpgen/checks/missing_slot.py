"""A template of the quiz in a project's own theme lacks places that the quiz's scripts fill in.

Scripts find them by attributes whose names begin with `data-`. Without one of them the quiz compares nobody, and says
what it says where JavaScript is off.

Bad:    theme/templates/parts/quiz-result.html without data-slot="pending"
Good:   theme/templates/parts/quiz-result.html with each data-slot of the template whose place it takes
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "missing-slot"
SEVERITY = WARNING
MESSAGE = N_("{name!r} lacks what the quiz's scripts look for: {words}")
HINT = N_("Take it over from the template of this name in {folder}: without it the quiz compares nobody.")
