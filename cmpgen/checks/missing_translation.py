"""A text is missing in one of the election's languages.

The default language's text stands in for it, marked as such.

Bad:    text:
          en: Buses should be free.
Good:   text:
          en: Buses should be free.
          fr: Le bus devrait être gratuit.
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
        if absent and election.language in written.text and not written.name:
            where = written.tree.key(*written.steps)
            yield diagnostic(where, CODE, languages=", ".join(absent), default=election.language)
