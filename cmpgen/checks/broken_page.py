"""A page that was made with this project's own theme breaks a promise that every site keeps.

Each page shows all that it has to show, has a title and says its language, runs no script that stands in it, and loads
nothing from elsewhere; and every link leads to something.

Bad:    a script between <script> and </script> in theme/templates/base.html
Good:   the same in a file below theme/static/
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "broken-page"
SEVERITY = ERROR
MESSAGE = N_("a page made with this theme is not sound: {reason}")
HINT = N_(
    "Look at what theme/ changes. Without it the page would be sound; if it is not, please report a bug in cmpgen."
)
