"""A question's background, for or against has no source.

Facts that nobody can check are taken for the organisers' opinion.

Bad:    background: |
          A ticket costs 3 crowns.
Good:   background: |
          A ticket costs 3 crowns.
        sources:
          - url: https://example.org/fares-report
            title: Fares report
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "unsourced-background"
SEVERITY = WARNING
MESSAGE = N_("what {question!r} says in {field!r} has no source")
HINT = N_("Add 'sources:' with the url and title of a page where people can check it.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for question in election.every_question():
        told = {"background": question.background, "for": question.arguments_for, "against": question.arguments_against}
        field = next((name for name, text in told.items() if text), "")
        # The page that shows that an issue was raised is where its facts can be checked too.
        sourced = question.sources or question.evidence or question.source_id
        if field and not sourced and election.readable(question.id):
            yield diagnostic(question.tree.key(field), CODE, question=question.id, field=field)
