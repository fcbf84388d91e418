"""A question is asked in a place that is neither a region nor a constituency of the election.

Bad:    asked-in: [uplnads]
Good:   asked-in: [uplands]
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Guesses, diagnostic
from cmpgen.folding import slip
from cmpgen.model import Election

CODE = "unknown-place"
SEVERITY = ERROR
MESSAGE = N_("no region or constituency is called {place!r}")
HINT = N_(
    "Did you mean {nearest!r}? Write ids of regions or constituencies, or leave 'asked-in' out to ask everywhere."
)
HINTS = {
    "list": N_("Write several places as a list, 'asked-in: [{items}]', with the ids of regions or constituencies."),
}
"""What to do instead where several stand in one, by the fact `case`."""


def check_election(election: Election) -> Iterator[Diagnostic]:
    places = {*election.regions, *election.constituencies}
    near, slipped = Guesses(places), Guesses(places, slip)
    for question in election.every_question():
        for index, place in enumerate(question.asked_in):
            if place not in places and election.readable(place) and election.readable("regions/*"):
                where = question.tree.value("asked-in", index)
                if "," in place:
                    parts = (each.strip() for each in place.split(","))
                    items = ", ".join(slipped(each) or each for each in parts if each)
                    yield diagnostic(where, CODE, place=place, nearest="", case="list", items=items)
                else:
                    yield diagnostic(where, CODE, place=place, nearest=near(place))
