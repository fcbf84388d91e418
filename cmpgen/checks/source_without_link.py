"""A position found by volunteers has a source that nobody can look up.

Bad:    source:
          kind: press
Good:   source:
          kind: press
          url: https://example.org/interview
          date: 2027-03-11
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "source-without-link"
SEVERITY = WARNING
MESSAGE = N_("the source of the position on {question!r} has neither a link nor a quote")
HINT = N_("Add 'url:', or the words themselves as 'quote:' with their 'date:'.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        for answer in candidate.answers.values():
            if not (answer.origin and answer.raw) or answer.origin.url or answer.origin.quote:
                continue
            # A link or quote that was refused is reported already.
            if answer.question not in candidate.unreadable:
                where = candidate.tree.key("answers", answer.question, "source")
                yield diagnostic(where, CODE, question=answer.question)
