"""A field is absent that a good site has.

Voters want to know who runs the site, how to reach them and under which licence the data is;
without the site's address there are no feeds and no canonical links, and reports of an error do not lead to their page.

Bad:    title: Riverland general election 2027
Good:   title: Riverland general election 2027
        publisher: Riverland Voters' Association
        contact: hello@example.org
        licence: CC-BY-4.0
        site: https://riverland.example.org
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "recommended-field"
SEVERITY = WARNING
MESSAGE = N_("{field!r} is not given, and voters miss it")
HINT = N_("Add a line '{field}:' to election.yaml.")


FIELDS = ("publisher", "contact", "licence", "site")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for name in FIELDS:
        if not getattr(election, name) and election.readable(name):
            yield diagnostic(election.tree.key(), CODE, field=name)
