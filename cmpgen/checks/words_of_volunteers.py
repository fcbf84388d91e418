"""Words stand where the candidate's own belong, and their source says that they are a volunteer's reading.

`kind: volunteer` is for a position that a volunteer read out of what somebody does or says. A comment, and an answer to
a question of type `text`, are shown as the candidate's own words, so their source is where the candidate said them.
Beside a position they may be what it was read out of, where the candidate replied.

Bad:    free-buses:
          comment: |
            She was always against it.
          source:
            kind: volunteer
Good:   free-buses:
          position: disagree
          source:
            kind: volunteer
            url: https://example.org/debate
Good:   free-buses:
          comment: |
            I was always against it.
          source:
            kind: candidate
            url: https://example.org/ada/buses
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Answer, Candidate, Contest

CODE = "words-of-volunteers"
SEVERITY = ERROR
MESSAGE = N_("the words on {question!r} are shown as the candidate's own, and their source is 'volunteer'")
HINT = N_("Say with 'kind:' and 'url:' where the candidate said this; if these are a volunteer's words, remove them.")

READING = "volunteer"
"""The kind of source of what nobody said."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    in_words = {question.id for question in contest.questions if not question.options}
    for candidate in contest.candidates:
        for id_, answer in candidate.answers.items():
            is_reading = answer.origin is not None and answer.origin.kind == READING
            if is_reading and id_ not in candidate.unreadable and _is_own(candidate, answer, id_ in in_words):
                yield diagnostic(candidate.tree.value("answers", id_, "source", "kind"), CODE, question=id_)


def _is_own(candidate: Candidate, answer: Answer, in_words: bool) -> bool:
    """Whether pages show words of this answer as the candidate's, which no reading of a position can be."""
    if in_words:
        return candidate.says_in_words(answer)
    may_have_replied = candidate.reply == "answered" or "reply" in candidate.unreadable
    return bool(answer.comment) and not (answer.raw and may_have_replied)
