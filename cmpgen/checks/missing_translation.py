"""A text is missing in one of the election's languages.

The default language's text stands in for it, marked as such. A name, such as that of a place or a party, may well be
the same in all of them: then it is one text, without a language.

Bad:    text:
          en: Buses should be free.
Good:   text:
          en: Buses should be free.
          fr: Le bus devrait être gratuit.
Bad:    name:
          en: North Bank
Good:   name: North Bank
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import LANGUAGES, Election
from cmpgen.texts import every_text

CODE = "missing-translation"
SEVERITY = WARNING
MESSAGE = N_("no translation into {languages}")
HINT = N_("Add a line for each language, or leave it: the text in {default!r} is shown instead.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    if not election.readable(LANGUAGES):
        return
    for written in every_text(election):
        absent = [each for each in election.languages if each not in written.text]
        # A name that is one text is the same in every language, and so is what has no letters, as 1 … 9.
        asked = not written.term and (not written.name or written.by_language)
        if absent and asked and any(map(str.isalpha, written.text.get(election.language, ""))):
            where = written.tree.key(*written.steps)
            yield diagnostic(where, CODE, languages=", ".join(absent), default=election.language)
