"""A question asks two things at once.

Whoever agrees with one half and not with the other has no true answer, and nobody knows which half was meant.

Bad:    text: Schools and hospitals should get more money.
Good:   text: Schools should get more money.
"""

from collections.abc import Iterator

from cmpgen import wording
from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "two-thoughts"
SEVERITY = WARNING
MESSAGE = N_("{phrase!r} joins two things that people may answer differently")
HINT = N_("Ask for one thing, or make two questions of it.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for where, phrase in wording.questions_with(election, wording.JOINING, scales_only=True):
        yield diagnostic(where, CODE, phrase=phrase)
