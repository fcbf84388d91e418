"""The opinion map was fitted on other questions than those that are asked now.

A question that is new counts nothing on the map, and one that has gone leaves a hole in it.

Bad:    a question added to questions.yaml, and map.yaml as it was
Good:   cmpgen map --election demo, after every change of the questions
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import FAULTY_IDS, NO_QUESTIONS, Election
from cmpgen.questions import mapped

CODE = "map-out-of-date"
SEVERITY = WARNING
MESSAGE = N_("the opinion map does not fit the questions: new ones: {new}, gone: {gone}")
HINT = N_("Run cmpgen map --election {election}, and commit the file that it writes.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    if election.opinion_map is None or not (election.readable(NO_QUESTIONS) and election.readable(FAULTY_IDS)):
        return
    asked = {each.id for each in mapped(election)}
    known = election.opinion_map.loadings.keys()
    # A question with a fault may be one of those that the map rests on.
    differing = {each for each in asked ^ known if election.readable(each)}
    if differing:
        where = election.opinion_map.tree.key("questions")
        yield diagnostic(where, CODE, new=len(differing & asked), gone=len(differing & known), election=election.id)
