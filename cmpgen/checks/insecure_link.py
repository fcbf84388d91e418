"""A link is an http address, which anybody on the way can read and change.

Some sites have no other; where there is an https address, it is the one to give.

Bad:    url: http://example.org/report
Good:   url: https://example.org/report
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.links import Link, of_contest, of_election
from cmpgen.model import Contest, Election

CODE = "insecure-link"
SEVERITY = WARNING
MESSAGE = N_("{link!r} is not encrypted on its way")
HINT = N_("Open it with https:// instead; if that shows the same page, write it so.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    yield from _among(of_election(election))


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    yield from _among(of_contest(contest))


def _among(links: Iterator[Link]) -> Iterator[Diagnostic]:
    return (diagnostic(each.where, CODE, link=each.address) for each in links if each.address.startswith("http:"))
