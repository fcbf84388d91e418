"""Line breaks within cells were written in another way.

Windows ends a line with two characters, CR and LF; the files of a project end it with LF.
The words stay as they are.

Bad:    a comment of two lines with CR LF between them
Good:   a comment of two lines with LF between them
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "line-breaks"
SEVERITY = WARNING
MESSAGE = N_("{cells} cells hold line breaks of Windows or of old Macs, which are written as line feeds")
MESSAGES = {"one": N_("one cell holds line breaks of Windows or of old Macs, which are written as line feeds")}
"""What is wrong where there is but one, by the fact `case`."""
HINT = N_("There is nothing to do.")
