"""An answer has neither a position nor a comment.

A row of a table that says nothing is left out.
A source or a quote alone is shown as a source without a position; most likely the position was forgotten.

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
MESSAGES = {
    "source": N_("the answer of {candidate!r} to {question!r} is a source without a position"),
    "quote": N_("the answer of {candidate!r} to {question!r} is a quote without a position"),
}
HINT = N_("Remove the row, or fill in what was answered.")
HINTS = {
    "source": N_("Add 'position:' with the position that this source shows, or remove 'source:' and what is below it."),
    "quote": N_(
        "Add 'position:' with the position that this quote shows; if it shows none, leave it, and pages show the quote "
        "without a position."
    ),
}
"""What is wrong and what to do in a candidate's file, by the fact `case`."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    with_options = {each.id for each in contest.questions if each.options}
    for candidate in contest.candidates:
        for id_, answer in candidate.answers.items():
            if answer.origin is None or answer.raw or answer.comment or id_ in candidate.unreadable:
                continue
            # A quote answers a question in words.
            if answer.origin.quote and id_ not in with_options:
                continue
            where, case = candidate.tree.key("answers", id_, "source"), "quote" if answer.origin.quote else "source"
            yield diagnostic(where, CODE, candidate=candidate.name, question=id_, case=case)
