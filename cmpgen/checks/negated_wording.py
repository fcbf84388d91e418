"""A question says what should not be.

To agree with a "not" is harder than it sounds: people in a hurry answer the opposite of what they mean.

Bad:    text: Buses should not cost anything.
Good:   text: Buses should be free.
"""

from collections.abc import Iterator

from cmpgen import wording
from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "negated-wording"
SEVERITY = WARNING
MESSAGE = N_("{phrase!r} makes agreeing mean a no")
HINT = N_("Say what should be, so that to agree is to want it.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for where, phrase in wording.questions_with(election, wording.NEGATING, scales_only=True):
        yield diagnostic(where, CODE, phrase=phrase)
