"""A language of the election is not given by its tag.

Tags are short: two or three small letters, and behind a hyphen a country or a script where it matters.
Several languages are a list.

Bad:    languages: English
Bad:    languages: en, fr
Good:   languages: [en, fr]
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-language"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is no language's tag")
HINT = N_(
    "Write tags such as en, fr or pt-BR, several as '[en, fr]'. Until then nobody knows this election's languages."
)
