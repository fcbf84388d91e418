"""The texts of a constituency's candidates, or of all prose, are more than a site can hold.

All that the candidates of a constituency write is on one page of it, which voters load on phones; so their files have
20 million bytes together at most. All Markdown below content/ has 5 million, for all of it is read in every build.

Bad:    forty candidates, each with comments as long as a book
Good:   a `comment-limit`, the same for everyone
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "too-much-text"
SEVERITY = ERROR
MESSAGE = N_("the texts in this folder have more than {limit} million bytes together")
HINT = N_("Shorten the longest; comment-limit, in election.yaml, sets one limit for everyone's comments.")
