"""A yes-or-no question offers more than two positions.

Perhaps one of them is no position at all, such as `dont_know`; standing on the scale, it would be scored as one.

Bad:    cmpgen import tidy data/ --election demo-2027
Good:   cmpgen import tidy data/ --election demo-2027 --no-position dont_know
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "yes-no-options"
SEVERITY = WARNING
MESSAGE = N_("{questions} yes-or-no questions offer {options}, which makes a scale of them all")
MESSAGES = {"one": N_("one yes-or-no question offers {options}, which makes a scale of them all")}
"""What is wrong where there is but one, by the fact `case`."""
HINT = N_("If one of these is no position, name it with --no-position.")
