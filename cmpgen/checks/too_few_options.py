"""A question offers fewer than two options, so there is nothing to choose.

Bad:    options:
          - id: river
            label: Riverish
Good:   options:
          - id: river
            label: Riverish
          - id: both
            label: Both
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "too-few-options"
SEVERITY = ERROR
MESSAGE = N_("{question!r} offers no options, and at least two are needed")
MESSAGES = {"one": N_("{question!r} offers one option, and at least two are needed")}
"""What is wrong where there is but one, by the fact `case`."""
HINT = N_("List the options under 'options:', each with an id and a label.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for question in election.every_question():
        if question.type in ("scale", "choice") and len(question.options) < 2 and election.readable(question.id):
            where = question.tree.key("options") if question.options else question.tree.value("id")
            case = {"case": "one"} if question.options else {}
            yield diagnostic(where, CODE, question=question.id, count=len(question.options), **case)
