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
Good:   reply: answered
        answers:
          free-buses: agree
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "missing-source"
SEVERITY = ERROR
MESSAGE = N_("the position on {question!r} has no source, and the reply is {reply!r}")
MESSAGES = {"unknown": N_("{count} positions have no source, and the reply is {reply!r}")}
HINT = N_(
    "Add 'source:' with kind, url and date below it; or set 'reply: answered' if the candidate gave this answer in "
    "person."
)
HINTS = {
    "unknown": N_(
        "Set 'reply: answered' if the candidate gave these answers in person; otherwise add to each of them 'source:' "
        "with kind, url and date below it."
    ),
}
"""What is wrong and what to do where nobody said whether the candidate replied, by the fact `case`."""

UNKNOWN = "unknown"
"""The reply of whoever has none."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        if candidate.reply == "answered" or "reply" in candidate.unreadable:
            continue
        unsourced = [
            answer.question
            for answer in candidate.answers.values()
            if answer.raw and answer.origin is None and answer.question not in candidate.unreadable
        ]
        if candidate.reply == UNKNOWN and len(unsourced) > 1:
            # Most likely these are the candidate's own answers, and one line is missing.
            where, count = candidate.tree.key("answers"), len(unsourced)
            yield diagnostic(where, CODE, question=unsourced[0], reply=UNKNOWN, count=count, case=UNKNOWN)
            continue
        for question in unsourced:
            yield diagnostic(candidate.tree.key("answers", question), CODE, question=question, reply=candidate.reply)
