"""An answer names a question that is asked elsewhere, but not in this constituency.

Such an answer would be on no page and in no score.

Bad:    new-stadium: agree, in a constituency that is not asked about the stadium
Good:   the answer removed, or the candidate's file moved to the right constituency
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "foreign-question"
SEVERITY = ERROR
MESSAGE = N_("the question {question!r} is not asked in {constituency!r}")
HINT = N_("It is asked in {places}. Remove the answer here; if all of this file belongs there, move the file.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    asked = {question.id for question in contest.questions}
    if all(asked.issuperset(candidate.answers) for candidate in contest.candidates):
        return
    places = elsewhere(contest)
    for candidate in contest.candidates:
        for word in candidate.answers:
            if word in places:
                where = candidate.tree.key("answers", word)
                yield diagnostic(where, CODE, question=word, constituency=contest.constituency.id, places=places[word])


def elsewhere(contest: Contest) -> dict[str, str]:
    """The ids of the questions that are asked in other places only, each with the first few of these."""
    election, here = contest.election, contest.constituency
    known = {"", *election.regions, *election.constituencies}
    asked = {question.id for question in contest.questions}
    places: dict[str, set[str]] = {}
    for question in election.every_question():
        # Where a region is unknown, nobody knows where its questions are asked; that is one fault, reported there.
        if question.constituency or (here.region in known and known.issuperset(question.asked_in)):
            places.setdefault(question.id, set()).update(question.asked_in or [question.constituency])
    return {
        id_: ", ".join(sorted(where)[:3]) + (" …" if len(where) > 3 else "")
        for id_, where in places.items()
        if id_ not in asked
    }
