"""The interface lacks some words in one of the election's languages.

Pages in that language say these in English, and nothing there tells a screen reader so.

Bad:    theme/locale/nl.po with a half of the messages
Good:   theme/locale/nl.po with a translation of each message
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "interface-partly-in-english"
SEVERITY = WARNING
MESSAGE = N_("{count} of {all} things that the interface says are in English for {language!r}, such as {word!r}")
HINT = N_("Translate them in 'theme/locale/{language}.po': pages in that language do not say that they are English.")
