"""A candidate names a party that the election does not have.

Bad:    party: river-praty
Good:   party: river-party
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic, nearest
from cmpgen.model import Contest

CODE = "unknown-party"
SEVERITY = ERROR
MESSAGE = N_("no party is called {party!r}")
HINT = N_("Did you mean {nearest!r}? The parties are under 'parties:' in {path}.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    election = contest.election
    for candidate in contest.candidates:
        for index, party in enumerate(candidate.parties):
            if party not in election.parties and election.readable(party):
                where = candidate.tree.value("party", index)
                near = nearest(party, election.parties)
                yield diagnostic(where, CODE, party=party, nearest=near, path=election.tree.path)
