"""A comment has no source, and nobody wrote down whether the candidate replied.

It may be the candidate's own or not, so pages say that this is not recorded.

Bad:    name: Ada Obi
        answers:
          free-buses:
            comment: |
              Only for children.
Good:   name: Ada Obi
        reply: answered
        answers:
          free-buses:
            comment: |
              Only for children.
Good:   name: Ada Obi
        answers:
          free-buses:
            comment: |
              Only for children.
            source:
              kind: candidate
              url: https://example.org/ada/buses
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "unsourced-comment"
SEVERITY = WARNING
MESSAGE = N_("the comment on {question!r} has no source, and the reply is 'unknown'")
MESSAGES = {"several": N_("{count} comments have no source, and the reply is 'unknown'")}
HINT = N_(
    "Set 'reply: answered' if the candidate answered in person; otherwise add 'source:' below the comment, with "
    "'kind: candidate' if the words are the candidate's. Until then pages say that it is not recorded where they come "
    "from."
)


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        if candidate.reply != "unknown" or "reply" in candidate.unreadable:
            continue
        unsourced = candidate.unrecorded()
        # A position without a source is an error, and what mends it mends the comments.
        if not unsourced or any(answer.raw for answer in unsourced):
            continue
        first, count = unsourced[0].question, len(unsourced)
        if count == 1:
            yield diagnostic(candidate.tree.key("answers", first), CODE, question=first)
        else:
            yield diagnostic(candidate.tree.key("answers"), CODE, question=first, count=count, case="several")
