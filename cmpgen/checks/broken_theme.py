"""A file of this project's own theme cannot be used: words of the interface, or a style sheet.

Files with words are called by their language, as election.yaml has it, and hold each message with what stands for it,
both between quotes. What is filled in, such as %(name)s, is the same in both; a percent sign is written twice.

Bad:    msgid "By %(publisher)s"
        msgstr "Par %(editor)s"
Good:   msgid "By %(publisher)s"
        msgstr "Par %(publisher)s"
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "broken-theme"
SEVERITY = ERROR
MESSAGE = N_("this file of the theme cannot be used: {reason}")
HINT = N_("Mend it, or take it away: cmpgen's own is used where it is not there.")
