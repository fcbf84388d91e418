"""A file already says something else than the import.

Imports never change a file that exists, for someone may have corrected it by hand.

Bad:    position: agree            # and the source says disagree
Good:   position: agree            # and the source agrees
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "kept-as-it-is"
SEVERITY = WARNING
MESSAGE = N_("{field} stays {kept!r}; the import has {offered!r}")
HINT = N_("If the import is right, change the line by hand, or remove the file and import again.")
