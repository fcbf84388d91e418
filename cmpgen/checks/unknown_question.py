"""An answer names a question that the questionnaire does not have.

Such an answer would silently drop out of every score.

Bad:    free-busses: agree
Good:   free-buses: agree
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Guesses, Where, diagnostic
from cmpgen.folding import slip
from cmpgen.model import FAULTY_IDS, NO_QUESTIONS, Contest

CODE = "unknown-question"
SEVERITY = ERROR
MESSAGE = N_("no question is called {question!r}")
HINT = N_("Did you mean {nearest!r}? The questions are in {path}.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    election = contest.election
    asked = {question.id for question in contest.questions}
    if all(asked.issuperset(candidate.answers) for candidate in contest.candidates):
        return
    everywhere = {question.id for question in election.every_question()}
    path = f"questionnaires/{election.id}/questions.yaml"
    local = {question.id for question in contest.constituency.questions}
    own = contest.constituency.tree.path
    for candidate in contest.candidates:
        meant = Guesses(asked, slip)
        for word in candidate.answers:
            if word in everywhere or not election.readable(word):
                continue
            near = meant(word)
            if not election.readable(NO_QUESTIONS):
                # The same value for every answer, so it is told once.
                yield diagnostic(Where(path), "missing-file", name=path)
            # What looks like no question may be what one with a faulty id is called.
            elif near or election.readable(FAULTY_IDS):
                either = f"{path} and {own}" if local else path
                told = either if not near else own if near in local else path
                yield diagnostic(candidate.tree.key("answers", word), CODE, question=word, nearest=near, path=told)
