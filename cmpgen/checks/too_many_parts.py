"""An election has more languages, parties or options than a site can hold.

Each page is made once in each language, and each party and each option stands on many of them: a small file would
become a site that nobody can publish.
An election has at most 40 languages, and 60,000 parties and options of questions together.

Bad:    languages: a list of five hundred
Good:   languages: [en, fr]
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "too-many-parts"
SEVERITY = ERROR
MESSAGE = N_("the election has {count} {kind}, and a site holds {limit} at most")
HINT = N_("Leave out those that nobody needs, or divide the election.")

MOST_NAMED = 60_000


def check_election(election: Election) -> Iterator[Diagnostic]:
    named = len(election.parties) + sum(len(each.options) for each in election.every_question())
    if named > MOST_NAMED:
        kind = "parties and options of questions"
        yield diagnostic(election.tree.key(), CODE, count=named, kind=kind, limit=MOST_NAMED)
