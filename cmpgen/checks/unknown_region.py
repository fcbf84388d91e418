"""A constituency names a region that the election does not have.

Bad:    region: uplnads
Good:   region: uplands
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Guesses, diagnostic
from cmpgen.model import Election

CODE = "unknown-region"
SEVERITY = ERROR
MESSAGE = N_("no region is called {region!r}")
HINT = N_("Did you mean {nearest!r}? The regions are under 'regions:' in election.yaml.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    near = Guesses(election.regions)
    for constituency in election.constituencies.values():
        region = constituency.region
        unknown = bool(region) and region not in election.regions
        if unknown and election.readable(region) and election.readable("regions/*"):
            where = constituency.tree.value("region")
            yield diagnostic(where, CODE, region=region, nearest=near(region))
