"""Labels of answers are left out, for the files have other words for them.

A built-in scale has its own words in each language, and an option has one label.

Bad:    ada,q1,yes,Yes indeed,
Good:   ada,q1,yes,Yes,
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "label-not-kept"
SEVERITY = WARNING
MESSAGE = N_("these labels are not imported: {labels}")
HINT = N_("If the words matter, define the scale under 'scales:' in election.yaml with labels of your own.")
