"""A branch is called as git lets no branch be called.

The links to edit a file go on behind it, so steps such as `..` would lead to another project.

Bad:    branch: main/../../../../other/project/edit/main
Bad:    branch: our site
Good:   branch: main
Good:   branch: site/2027
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-branch"
SEVERITY = ERROR
MESSAGE = N_("no branch of git can be called {word!r}")
HINT = N_("Copy the name of the branch from the project's page, such as 'main'.")
