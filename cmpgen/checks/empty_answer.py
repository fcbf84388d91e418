"""An answer has neither a position nor a comment.

It says nothing, so it is left out, and with it the source that was found for it.

Bad:    ada,q1,,,
Good:   ada,q1,yes,Yes,
Bad:    free-buses:
          source:
            kind: press
            url: https://example.org/interview
Good:   free-buses:
          position: agree
          source:
            kind: press
            url: https://example.org/interview
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "empty-answer"
SEVERITY = WARNING
MESSAGE = N_("the answer of {candidate!r} to {question!r} is empty and left out")
HINT = N_("Remove the row, or fill in what was answered.")
HINTS = {
    "source": N_("Add 'position:' with the position that this source shows, or remove 'source:' and what is below it."),
}
"""What to do instead in a candidate's file, by the fact `case`."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        for id_, answer in candidate.answers.items():
            if answer.origin is not None and not answer.raw and not answer.comment and id_ not in candidate.unreadable:
                where = candidate.tree.key("answers", id_, "source")
                yield diagnostic(where, CODE, candidate=candidate.name, question=id_, case="source")
