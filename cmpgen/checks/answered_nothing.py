"""A candidate is said to have answered, and the file holds no position.

Bad:    reply: answered
        answers:
Good:   reply: no-reply
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "answered-nothing"
SEVERITY = WARNING
MESSAGE = N_("the reply is 'answered', and there is no position in this file")
HINT = N_("Add the answers, or set 'reply:' to what happened: declined, no-reply, unreachable, not-asked or unknown.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        if (
            candidate.reply == "answered"
            and not candidate.unreadable
            and not any(answer.raw or answer.comment or answer.origin for answer in candidate.answers.values())
        ):
            yield diagnostic(candidate.tree.value("reply"), CODE)
