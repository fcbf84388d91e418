"""The interface has no words in one of the election's languages.

Pages in that language say everything in English but the election's own texts.

Bad:    languages: [en, nl], without a file nl.po in the theme
Good:   languages: [en, nl], and theme/locale/nl.po
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "interface-in-english"
SEVERITY = WARNING
MESSAGE = N_("the interface is not translated into {language!r}")
HINT = N_(
    "Its pages say in English whatever is none of the election's own texts. docs/theme.md says how a project gives the "
    "words of a language, in 'theme/locale/{language}.po'."
)
