"""One constituency has two names.

The first is kept.

Bad:    ada,Ada Obi,River Party,7,North Bank
        jo,Jo Lim,Hill Party,7,Northbank
Good:   ada,Ada Obi,River Party,7,North Bank
        jo,Jo Lim,Hill Party,7,North Bank
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "two-names"
SEVERITY = WARNING
MESSAGE = N_("the constituency {constituency!r} is called {first!r} above; {second!r} is left out")
HINT = N_("Give all its candidates the same constituency_name, or another constituency_id.")
