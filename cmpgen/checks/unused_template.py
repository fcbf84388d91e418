"""A template of this project's own theme takes the place of none, and no other asks for it.

A file in theme/templates/ is used where cmpgen has one of the same name, or where another template of the project
names it.

Bad:    theme/templates/pages/quizz.html
Good:   theme/templates/pages/quiz.html
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "unused-template"
SEVERITY = WARNING
MESSAGE = N_("nothing is made with {name!r}")
HINT = N_("Did you mean {nearest!r}? Call it as the template is called in {folder} whose place it is to take.")
