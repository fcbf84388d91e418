"""A comment is longer than this election allows, which is the same for everyone.

Bad:    a comment of 612 characters where comment-limit is 500
Good:   a comment of 500 characters
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "comment-too-long"
SEVERITY = ERROR
MESSAGE = N_("this comment has {length} characters, and everyone has {limit}")
HINT = N_("Ask the candidate for a shorter one; do not shorten it for them.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    limit = contest.election.comment_limit
    if limit is None:
        return
    for candidate in contest.candidates:
        for answer in candidate.answers.values():
            for words in answer.comment.values():
                if len(words) > limit:
                    where = candidate.tree.key("answers", answer.question, "comment")
                    yield diagnostic(where, CODE, length=len(words), limit=limit)
