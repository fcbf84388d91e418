"""A comment is longer than this election allows, which is the same for everyone.

An answer to a question of type `text` is the candidate's own words too, and is held to the same, and so is a quote.
A quote has 4,000 characters at most in any election: it is to show a position, and not to stand in for a document.

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
    "quote": N_("this quote has {length} characters, and a quote has {limit} at most"),
}
HINT = N_("Ask the candidate for a shorter one; do not shorten it for them.")
HINTS = {"quote": N_("Quote only the words that show the position, word for word; 'url:' leads to all others.")}
"""What is wrong with an answer in words, a comment in several languages and a quote, and what to do, by `case`."""

LONGEST_QUOTE = 4000
"""Characters of a quote, whatever the election allows."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    limit = contest.election.comment_limit
    of_quotes = LONGEST_QUOTE if limit is None else min(limit, LONGEST_QUOTE)
    in_words = {question.id for question in contest.questions if question.type == "text"}
    for candidate in contest.candidates:
        for id_, answer in candidate.answers.items():
            for language, words in answer.origin.quote.items() if answer.origin is not None else ():
                if len(words) > of_quotes:
                    where = candidate.tree.key("answers", id_, "source", "quote", language)
                    yield diagnostic(where, CODE, length=len(words), limit=of_quotes, case="quote")
            if limit is None:
                continue
            if id_ in in_words and len(answer.raw) > limit:
                where = candidate.tree.key("answers", id_, "position")
                yield diagnostic(where, CODE, length=len(answer.raw), limit=limit, case="answer")
            for language, words in answer.comment.items():
                if len(words) > limit:
                    where = candidate.tree.key("answers", id_, "comment", language)
                    several = {"case": "language", "language": language} if len(answer.comment) > 1 else {}
                    yield diagnostic(where, CODE, length=len(words), limit=limit, **several)
