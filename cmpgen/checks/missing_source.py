"""A position or a comment has no source, though the candidate did not answer in person.

Voters must be able to see where it comes from when it is not the candidate's own answer.
Words that somebody sent while declining to answer have the source `kind: candidate`.

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
Good:   reply: declined
        answers:
          free-buses:
            comment: |
              I answer no questionnaires; see my website.
            source:
              kind: candidate
              date: 2027-03-11
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
MESSAGES = {
    "unknown": N_("{count} positions have no source, and the reply is {reply!r}"),
    "comment": N_("the comment on {question!r} has no source, and the reply is {reply!r}"),
}
HINT = N_(
    "Add 'source:' with kind, url and date below it; or set 'reply: answered' if the candidate gave this answer in "
    "person."
)
HINTS = {
    "unknown": N_(
        "Set 'reply: answered' if the candidate gave these answers in person; otherwise add to each of them 'source:' "
        "with kind, url and date below it."
    ),
    "comment": N_(
        "Add 'source:' below it, with 'kind: candidate' if the candidate sent these words or said them elsewhere; or "
        "set 'reply: answered' if the candidate answered in person."
    ),
}
"""What is wrong and what to do, by the fact `case`: where nobody said whether the candidate replied, and where there is
no position."""

UNKNOWN = "unknown"
"""The reply of whoever has none."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        if "reply" in candidate.unreadable:
            continue
        # Of whom nobody knows whether they replied, a comment may be their own: see unsourced-comment.
        unsourced = [each for each in candidate.unrecorded() if each.raw or candidate.reply != UNKNOWN]
        if candidate.reply == UNKNOWN and len(unsourced) > 1:
            # Most likely these are the candidate's own answers, and one line is missing.
            where, count = candidate.tree.key("answers"), len(unsourced)
            yield diagnostic(where, CODE, question=unsourced[0].question, reply=UNKNOWN, count=count, case=UNKNOWN)
            continue
        for answer in unsourced:
            where = candidate.tree.key("answers", answer.question)
            case = {} if answer.raw else {"case": "comment"}
            yield diagnostic(where, CODE, question=answer.question, reply=candidate.reply, **case)
