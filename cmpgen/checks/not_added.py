"""A file lacks something that the import has.

Imports never change a file that exists, for someone may have removed it by hand.

Bad:    answers:                   # and the source has one more
Good:   answers:
          free-buses: agree
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "not-added"
SEVERITY = WARNING
MESSAGE = N_("{field} is not in this file; the import has {offered!r}")
HINT = N_("Add it by hand if it belongs there, or remove the file and import again.")
