"""The project's pelicanconf.py cannot be used.

It is a program in Python that sets names for Pelican, which renders the prose; a site needs none.

Bad:    SITEURL = 5
Good:   SITEURL = "https://example.org"
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "broken-settings"
SEVERITY = ERROR
MESSAGE = N_("these settings cannot be used: {reason}")
HINT = N_("Mend them, or take the file away: the site can be built without.")
