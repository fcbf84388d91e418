"""A question is of a type that the tidy form does not have.

The type says how the values in scale_options relate to each other.

Bad:    q1,national,transport,Buses should be free.,en,yes|no,boolean,
Good:   q1,national,transport,Buses should be free.,en,yes|no,yesno,
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unknown-type"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is no type of question")
HINT = N_("Did you mean {nearest!r}? The types are {types}.")
