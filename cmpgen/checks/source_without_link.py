"""A position, or somebody's words, found by volunteers have a source that nobody can look up.

Words that a candidate sent need none, where their source is of the kind `candidate`.

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
MESSAGES = {"words": N_("the source of the words on {question!r} has no link")}
HINT = N_("Add 'url:', or the words themselves as 'quote:' with their 'date:'.")
HINTS = {
    "words": N_(
        "Add 'url:' with the address where they can be read; if the candidate sent them, say 'kind: candidate'."
    )
}
"""What is wrong and what to do where there are words and no position, by the fact `case`."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    in_words = {question.id for question in contest.questions if not question.options}
    for candidate in contest.candidates:
        for id_, answer in candidate.answers.items():
            if not (answer.origin and (answer.raw or answer.comment)) or answer.origin.url or answer.origin.quote:
                continue
            # A link or quote that was refused is reported already.
            if id_ in candidate.unreadable:
                continue
            where = candidate.tree.key("answers", id_, "source")
            if answer.raw and id_ not in in_words:
                yield diagnostic(where, CODE, question=id_)
            # That words are no volunteer's reading is told by words-of-volunteers.
            elif answer.origin.kind not in ("candidate", "volunteer"):
                yield diagnostic(where, CODE, question=id_, case="words")
