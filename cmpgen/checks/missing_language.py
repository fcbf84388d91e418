"""A question's text, or an option's label, is missing in the election's default language.

Every other language falls back on it, so it must be there. Only a word under `terms:` may be absent, as in any other
language: the usual one stands in for it.

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
    for written in every_text(election):
        if written.text and not written.term and election.language not in written.text:
            yield diagnostic(written.tree.key(*written.steps), CODE, language=election.language)
