"""A question tells people what to think of it.

A word of praise or blame moves answers, and the candidates notice.

Bad:    text: The wasteful stadium should finally be closed.
Good:   text: The stadium should be closed.
"""

from collections.abc import Iterator

from cmpgen import wording
from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "leading-wording"
SEVERITY = WARNING
MESSAGE = N_("{phrase!r} judges before anybody has answered")
HINT = N_("Leave the word out; arguments belong under for: and against:.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for where, phrase in wording.questions_with(election, wording.LEADING, scales_only=False):
        yield diagnostic(where, CODE, phrase=phrase)
