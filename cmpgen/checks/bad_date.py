"""A date is not a day of the calendar, written year, month, day.

Bad:    date: 2027-02-30
Bad:    date: 6 May 2027
Good:   date: 2027-05-06
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-date"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is no date")
HINT = N_("Write year, month and day with hyphens, such as 2027-05-06, and look whether that day exists.")
