"""One language has more pages of prose than the foot of every page can list.

Each page of the site lists them all, so that with every page of prose each other one grows.
Articles are listed on one page only, and a page with `Status: hidden` on none.

Bad:    forty files in content/pages/
Good:   thirty of them, and ten with `Status: hidden`, to which the others lead
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "too-many-pages"
SEVERITY = ERROR
MESSAGE = N_("{count} pages are published in {language!r}, and the foot of every page lists {limit} at most")
HINT = N_("Give those that others lead to the line 'Status: hidden'; what has a date can be an article.")
