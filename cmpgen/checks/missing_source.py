"""A position has no source, though the candidate did not answer in person.

Voters must be able to see where a position comes from when it is not the candidate's own answer.

Bad:    reply: no-reply
        answers:
          free-buses: agree
Good:   reply: no-reply
        answers:
          free-buses:
            position: agree
            source:
              kind: press
              url: https://example.org/interview
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "missing-source"
SEVERITY = ERROR
MESSAGE = N_("the position on {question!r} has no source, and the reply is {reply!r}")
HINT = N_(
    "Add 'source:' with kind, url and date below it; or set 'reply: answered' if the candidate gave this "
    "answer in person."
)


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        if candidate.reply == "answered" or "reply" in candidate.unreadable:
            continue
        for answer in candidate.answers.values():
            if answer.raw and answer.origin is None and answer.question not in candidate.unreadable:
                where = candidate.tree.key("answers", answer.question)
                yield diagnostic(where, CODE, question=answer.question, reply=candidate.reply)
