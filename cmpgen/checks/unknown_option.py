"""An answer is none of the question's options.

Write an option's id, or its label in one of the election's languages; `no-position` where the candidate was asked
and took none; nothing where there is no answer yet.

Bad:    free-buses: agre
Good:   free-buses: agree
Bad:    free-buses: agree (but only in town)
Good:   free-buses:
          position: agree
          comment: |
            But only in town.
"""

from collections.abc import Iterable, Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.folding import folded, is_struck, named, option_meant
from cmpgen.model import NO_POSITION, Contest, Election, Option

CODE = "unknown-option"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is no answer to {question!r}")
HINT = N_("Did you mean {nearest!r}? The answers are: {options}. Their labels will do too: {labels}.")
HINTS = {
    "struck": N_(
        "It is struck through. Leave the place empty where there is no answer, or write the one that holds now. The "
        "answers are: {options}. Their labels will do too: {labels}."
    ),
    "remark": N_(
        "Write the answer alone behind 'position:', on a line of its own below '{question}:', and the remark, "
        "indented, below 'comment: |'. The answers are: {options}. Their labels will do too: {labels}."
    ),
}
"""What to do instead where more than an answer stands in its place, by the fact `case`."""

LONGEST = 4
"""Words of an answer; where more stand, they are a remark."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    # While an option has a fault, nobody knows what the answers to its question may be called.
    questions = {
        question.id: question
        for question in contest.questions
        if question.options and all(each.id and each.label for each in question.options)
    }
    for candidate in contest.candidates:
        for id_, answer in candidate.answers.items():
            if id_ not in questions or answer.option is not None or not answer.raw or answer.no_position:
                continue
            options = questions[id_].options
            near = option_meant(answer.raw, options, [NO_POSITION])
            ids = ", ".join([*(option.id for option in options), NO_POSITION])
            labels = labels_of(options, contest.election)
            where = candidate.tree.value("answers", id_, "position")
            remark = not near and is_remark(answer.raw, options)
            case = {"case": "struck"} if is_struck(answer.raw) else {"case": "remark"} if remark else {}
            facts = {"word": answer.raw, "question": id_, "nearest": near, "options": ids, "labels": labels}
            yield diagnostic(where, CODE, **facts, **case)


def is_remark(word: str, options: Iterable[Option]) -> bool:
    """Whether this is no answer but words about one: it begins with an answer, or it is long."""
    said = folded(word)
    answers = {NO_POSITION, *(each for option in options for each in named(option))}
    begun = any(each and said.startswith(each) and not said[len(each) : len(each) + 1].isalnum() for each in answers)
    return begun or len(said.split()) > LONGEST


def labels_of(options: Iterable[Option], election: Election) -> str:
    """The options' labels in the election's default language, for the hint."""
    return ", ".join(election.say(option.label, election.language).words for option in options)
