"""A link leads to a host whose name looks like another one.

Its letters are Cyrillic, Greek or Armenian ones that are drawn like Latin ones, written out or as `xn--…`.
Such names are made to be mistaken for well-known sites; a real name in another script can look so by chance.

Bad:    url: https://xn--80ak6aa92e.com/
Good:   url: https://www.apple.com/
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.links import Link, of_contest, of_election
from cmpgen.lookalikes import poses_as
from cmpgen.model import Contest, Election

CODE = "confusable-link"
SEVERITY = WARNING
MESSAGE = N_("the host of this link looks like {host!r} and is another one")
HINT = N_("Open the link and look whose site it is.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    yield from _among(of_election(election))


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    yield from _among(of_contest(contest))


def _among(links: Iterator[Link]) -> Iterator[Diagnostic]:
    for each in links:
        host = poses_as(urlsplit(each.address).hostname or "")
        if host:
            yield diagnostic(each.where, CODE, host=host)
