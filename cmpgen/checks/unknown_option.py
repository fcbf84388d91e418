"""An answer is none of the question's options.

Write an option's id, or its label in one of the election's languages; `no-position` where the candidate was asked
and took none; nothing where there is no answer yet.

Bad:    free-buses: agre
Good:   free-buses: agree
"""

from collections.abc import Iterable, Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.folding import option_meant
from cmpgen.model import NO_POSITION, Contest, Election, Option

CODE = "unknown-option"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is no answer to {question!r}")
HINT = N_("Did you mean {nearest!r}? The answers are: {options}. Their labels will do too: {labels}.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    questions = {question.id: question for question in contest.questions if question.options}
    for candidate in contest.candidates:
        for id_, answer in candidate.answers.items():
            if id_ not in questions or answer.option is not None or not answer.raw or answer.no_position:
                continue
            options = questions[id_].options
            near = option_meant(answer.raw, options, [NO_POSITION])
            ids = ", ".join([*(option.id for option in options), NO_POSITION])
            labels = labels_of(options, contest.election)
            where = candidate.tree.value("answers", id_, "position")
            yield diagnostic(where, CODE, word=answer.raw, question=id_, nearest=near, options=ids, labels=labels)


def labels_of(options: Iterable[Option], election: Election) -> str:
    """The options' labels in the election's default language, for the hint."""
    return ", ".join(election.say(option.label, election.language).words for option in options)
