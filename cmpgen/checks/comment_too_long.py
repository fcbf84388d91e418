"""A comment is longer than this election allows, which is the same for everyone.

An answer to a question of type `text` is the candidate's own words too, and is held to the same.

Bad:    a comment of 612 characters where comment-limit is 500
Good:   a comment of 500 characters
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "comment-too-long"
SEVERITY = ERROR
MESSAGE = N_("this comment has {length} characters, and everyone has {limit}")
MESSAGES = {
    "answer": N_("this answer has {length} characters, and everyone has {limit}"),
    "language": N_("this comment has {length} characters in {language!r}, and everyone has {limit}"),
}
"""What is wrong with an answer in words, and with a comment in several languages, by the fact `case`."""
HINT = N_("Ask the candidate for a shorter one; do not shorten it for them.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    limit = contest.election.comment_limit
    if limit is None:
        return
    in_words = {question.id for question in contest.questions if question.type == "text"}
    for candidate in contest.candidates:
        for id_, answer in candidate.answers.items():
            if id_ in in_words and len(answer.raw) > limit:
                where = candidate.tree.key("answers", id_, "position")
                yield diagnostic(where, CODE, length=len(answer.raw), limit=limit, case="answer")
            for language, words in answer.comment.items():
                if len(words) > limit:
                    where = candidate.tree.key("answers", id_, "comment", language)
                    several = {"case": "language", "language": language} if len(answer.comment) > 1 else {}
                    yield diagnostic(where, CODE, length=len(words), limit=limit, **several)
