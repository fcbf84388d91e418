"""A question is asked in a place that has no candidates.

The scope of a question is `national`, or the constituency_id of the only constituency that is asked it.

Bad:    q1,nationwide,transport,Buses should be free.,en,yes|no,yesno,
Good:   q1,national,transport,Buses should be free.,en,yes|no,yesno,
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unknown-scope"
SEVERITY = ERROR
MESSAGE = N_("{scope!r} is neither 'national' nor a constituency_id of candidates.csv")
HINT = N_("Did you mean {nearest!r}? Without a candidate there, a constituency has no name and cannot be written.")
