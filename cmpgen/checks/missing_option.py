"""The command needs to be told what the tables do not say.

An election has a date and a default language; the language is known where all questions name the same one.
Without them the command line is wrong, and the command exits with 2.

Bad:    cmpgen import tidy data/ --election demo-2027
Good:   cmpgen import tidy data/ --election demo-2027 --date 2027-05-06 --language en
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "missing-option"
SEVERITY = ERROR
MESSAGE = N_("{option} is not given, and a new election needs it")
HINT = N_("Run the command again with {option} and its value.")
