"""Two candidates of one constituency have the same place on the ballot paper.

One of them is likely wrong, and candidates are shown in that order.

Bad:    ballot: 3, in two files of one constituency
Good:   ballot: 3 and ballot: 4
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "shared-ballot-place"
SEVERITY = WARNING
MESSAGE = N_("{other!r} has place {place} on the ballot paper too")
HINT = N_("Look at the ballot paper and correct one of the two.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    first: dict[int, str] = {}
    for candidate in contest.candidates:
        if candidate.ballot is None:
            continue
        if candidate.ballot in first:
            where = candidate.tree.value("ballot")
            yield diagnostic(where, CODE, place=candidate.ballot, other=first[candidate.ballot])
        first.setdefault(candidate.ballot, candidate.id)
