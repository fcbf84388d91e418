"""Two things of one kind have the same id.

Answers could belong to either. Local questions count too: their ids differ from the national ones.

Bad:    - id: free-buses
        - id: free-buses
Good:   - id: free-buses
        - id: free-trains
"""

from collections.abc import Iterable, Iterator, Mapping

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election, Question
from cmpgen.texts import every_offer

CODE = "duplicate-id"
SEVERITY = ERROR
MESSAGE = N_("{word!r} is already the id of another {kind}")
HINT = N_("Give this one another id; the first is at line {line} of {path}.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    national = {question.id: question for question in reversed(election.questions)}
    yield from _twice(election.questions, {})
    for constituency in election.constituencies.values():
        yield from _twice(constituency.questions, national)
    for tree, steps, options in every_offer(election):
        first: dict[str, int] = {}
        for index, option in enumerate(options):
            if option.id in first:
                here, there = (tree.value(*steps, at, "id") for at in (index, first[option.id]))
                yield diagnostic(here, CODE, word=option.id, kind="option", line=there.line, path=there.path)
            # That there is no id is told by its shape.
            elif option.id:
                first[option.id] = index


def _twice(questions: Iterable[Question], seen: Mapping[str, Question]) -> Iterator[Diagnostic]:
    first = dict(seen)
    for question in questions:
        if question.id in first:
            there = first[question.id].tree.value("id")
            here = question.tree.value("id")
            yield diagnostic(here, CODE, word=question.id, kind="question", line=there.line, path=there.path)
        first.setdefault(question.id, question)
