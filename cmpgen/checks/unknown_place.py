"""A question is asked in a place that is neither a region nor a constituency of the election.

Bad:    asked-in: [uplnads]
Good:   asked-in: [uplands]
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic, nearest
from cmpgen.model import Election

CODE = "unknown-place"
SEVERITY = ERROR
MESSAGE = N_("no region or constituency is called {place!r}")
HINT = N_(
    "Did you mean {nearest!r}? Write ids of regions or constituencies, or leave 'asked-in' out to ask everywhere."
)


def check_election(election: Election) -> Iterator[Diagnostic]:
    places = {*election.regions, *election.constituencies}
    for question in election.every_question():
        for index, place in enumerate(question.asked_in):
            if place not in places and election.readable(place):
                where = question.tree.value("asked-in", index)
                yield diagnostic(where, CODE, place=place, nearest=nearest(place, places))
