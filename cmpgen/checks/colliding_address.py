"""Two pages of the site would stand at one address.

The address of a page of prose is its folder and its slug, which is the file's name unless the file says otherwise.

Bad:    content/pages/demo-2027.md beside an election called demo-2027
Good:   content/pages/about-demo-2027.md
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "colliding-address"
SEVERITY = ERROR
MESSAGE = N_("the address {address!r} already belongs to {other}")
HINT = N_("Give this page another 'Slug:'.")
