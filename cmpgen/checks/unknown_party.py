"""A candidate names a party that the election does not have.

Bad:    party: river-praty
Good:   party: river-party
Bad:    party: river-party, hill-party
Good:   party: [river-party, hill-party]
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Guesses, diagnostic
from cmpgen.folding import slip
from cmpgen.model import Contest

CODE = "unknown-party"
SEVERITY = ERROR
MESSAGE = N_("no party is called {party!r}")
HINT = N_("Did you mean {nearest!r}? The parties are under 'parties:' in {path}.")
HINTS = {"list": N_("Write several parties as a list, 'party: [{items}]'; the parties are under 'parties:' in {path}.")}
"""What to do instead where several stand in one, by the fact `case`."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    election = contest.election
    near, slipped = Guesses(election.parties), Guesses(election.parties, slip)
    for candidate in contest.candidates:
        for index, party in enumerate(candidate.parties):
            if party not in election.parties and election.readable(party) and election.readable("parties/*"):
                where = candidate.tree.value("party", index)
                facts = {"party": party, "path": election.tree.path}
                if "," in party:
                    parts = (each.strip() for each in party.split(","))
                    items = ", ".join(slipped(each) or each for each in parts if each)
                    yield diagnostic(where, CODE, **facts, nearest="", case="list", items=items)
                else:
                    yield diagnostic(where, CODE, **facts, nearest=near(party))
