"""A link in a page of prose leads to nothing on this site.

Write the address from the site's root, the path of another Markdown file, or a whole web address.
Only pages can be linked to: nothing else below content/ is published.

Bad:    [the method](/demo-2027/methode/)
Bad:    [a leaflet]({static}/leaflet.pdf)
Good:   [the method](/demo-2027/method/)
Good:   [how to contribute]({filename}contribute.md)
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "broken-link"
SEVERITY = ERROR
MESSAGE = N_("the link {link!r} leads nowhere")
HINT = N_("Did you mean {nearest!r}? Write an address of this site from its root, such as '/about/', or a whole one.")
