"""A question's text, or an option's label, is missing in the election's default language.

Every other language falls back on it, so it must be there.

Bad:    text:
          fr: Le bus devrait être gratuit.
Good:   text:
          en: Buses should be free.
          fr: Le bus devrait être gratuit.
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import LANGUAGES, Election
from cmpgen.texts import every_text

CODE = "missing-language"
SEVERITY = ERROR
MESSAGE = N_("the text is missing in {language!r}, the election's default language")
HINT = N_("Add a line '{language}:' with the text.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    if not election.readable(LANGUAGES):
        return
    for tree, steps, text, _ in every_text(election):
        if text and election.language not in text:
            yield diagnostic(tree.key(*steps), CODE, language=election.language)
