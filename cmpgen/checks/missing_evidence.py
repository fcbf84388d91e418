"""A local question does not say where its issue was raised.

Without that, a candidate may ask who wanted to know.

Bad:    - id: new-stadium
          text: The council should pay for the new stadium.
Good:   - id: new-stadium
          text: The council should pay for the new stadium.
          evidence: https://example.org/minutes
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "missing-evidence"
SEVERITY = WARNING
MESSAGE = N_("nothing shows that anybody in {constituency!r} raised this")
HINT = N_("Add 'evidence:' with a link to minutes, a report or a petition.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for constituency in election.constituencies.values():
        for question in constituency.questions:
            # An imported question is somebody else's, and stays as they asked it.
            if not (question.evidence or question.based_on or question.source_id) and election.readable(question.id):
                yield diagnostic(question.tree.key("id"), CODE, constituency=constituency.id)
