"""An election has more languages, parties or options than a site can hold.

Each page is made once in each language, and each party and each option stands on many of them: a small file would
become a site that nobody can publish.
An election has at most 40 languages, and 60,000 parties and options of questions together, of all national questions
and of the local ones of one constituency.

Bad:    languages: a list of five hundred
Good:   languages: [en, fr]
"""

from collections.abc import Iterable, Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election, Question

CODE = "too-many-parts"
SEVERITY = ERROR
MESSAGE = N_("the election has {count} {kind}, and a site holds {limit} at most")
HINT = N_("Leave out those that nobody needs, or divide the election.")

MOST_NAMED = 60_000


def check_election(election: Election) -> Iterator[Diagnostic]:
    national = len(election.parties) + _options(election.questions)
    # A country of 35,000 places has hundreds of thousands of local options, of which each page shows a few.
    named = national + max((_options(each.questions) for each in election.constituencies.values()), default=0)
    if named > MOST_NAMED:
        kind = "parties and options of questions"
        yield diagnostic(election.tree.key(), CODE, count=named, kind=kind, limit=MOST_NAMED)


def _options(questions: Iterable[Question]) -> int:
    return sum(len(each.options) for each in questions)
