"""A Wikidata item is not written as Q and a number.

Bad:    wikidata: https://www.wikidata.org/wiki/Q1
Good:   wikidata: Q1
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-wikidata"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is no Wikidata item")
HINT = N_("Write the letter Q and the item's number, such as Q42.")
