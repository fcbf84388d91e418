"""A constituency is asked one thing twice, in the same words.

An answer to it counts double, as no other does.

Bad:    id: free-buses and id: buses, both with the text: Buses should be free.
Good:   id: free-buses alone
"""

from collections.abc import Iterator, Mapping

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.folding import folded
from cmpgen.lookalikes import skeleton
from cmpgen.model import Election, Question
from cmpgen.questions import scored

CODE = "repeated-question"
SEVERITY = WARNING
MESSAGE = N_("{other!r} asks this too, so that it counts twice")
HINT = N_("Keep one of the two, or say in each what the other does not ask.")

EVERYWHERE, ANYWHERE = "*", "?"
"""Places of a question that is asked of all, and of any question; no id looks like these."""


def check_election(election: Election) -> Iterator[Diagnostic]:
    regions = {each.id: each.region for each in election.constituencies.values()}
    first: dict[tuple[str, str, str], str] = {}
    for question in filter(scored, election.every_question()):
        asked, met = _places(question, regions)
        again: list[tuple[str, str]] = []
        for tag, words in question.text.items():
            seen = folded(skeleton(words))
            again += [(tag, first.get((tag, seen, place), question.id)) for place in met]
            for place in asked:
                first.setdefault((tag, seen, place), question.id)
        # Two of one id are a fault of their own.
        for tag, other in [each for each in again if each[1] != question.id][:1]:
            yield diagnostic(question.tree.value("text", tag), CODE, other=other)


def _places(question: Question, regions: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The places under which a question is found, and those under which it finds others that are asked beside it.

    What is asked in a constituency is found from its region too, by a slash and the region's id.
    """
    places = [question.constituency] if question.constituency else question.asked_in
    if not places:
        return [EVERYWHERE, ANYWHERE], [ANYWHERE]
    asked, met = [ANYWHERE], [EVERYWHERE]
    for place in places:
        region = regions.get(place, "")
        asked += [place, f"/{region}"]
        met += [place, region, f"/{place}"]
    return asked, met
