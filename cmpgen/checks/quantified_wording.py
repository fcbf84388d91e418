"""A question rests on an amount that each reader sets anew.

Whoever disagrees with "too much" or "all" may want a little less, or none at all.

Bad:    text: The town spends too much on roads.
Good:   text: The town should spend less on roads than it does now.
"""

from collections.abc import Iterator

from cmpgen import wording
from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "quantified-wording"
SEVERITY = WARNING
MESSAGE = N_("how much {phrase!r} is, each reader decides")
HINT = N_("Name an amount, or compare with how things are now.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for where, phrase in wording.questions_with(election, wording.COUNTING, scales_only=False):
        yield diagnostic(where, CODE, phrase=phrase)
