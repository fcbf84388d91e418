"""A voter's answers as a file says them → a Voter; `cmpgen match` reads these files, JSON or YAML.

As in `shapes`, annotations are evaluated.
"""

from typing import Annotated

from cmpgen.checks.foreign_question import elsewhere
from cmpgen.checks.unknown_option import labels_of
from cmpgen.diagnostics import Diagnostic, diagnostic, in_order
from cmpgen.fields import Line, one_of
from cmpgen.fit import fit
from cmpgen.folding import folded, meanings, option_meant, slip
from cmpgen.kinds import Kind, Shape
from cmpgen.model import Contest
from cmpgen.questions import scored
from cmpgen.scores.match import Voter
from cmpgen.yamltree import read, read_json

_HEAVY = one_of("0", "1", "2")
Weight = Annotated[str, Kind(lambda value: "" if value == "" else _HEAVY.read(value), _HEAVY.seen)]
"""An empty one is an absent one."""


class VoterShape(Shape):
    answers: dict[str, Line] = {}
    weights: dict[str, Weight] = {}


NULLS = ("null", "~")
"""How YAML writes JSON's null: nothing was answered."""


def read_voter(path: str, text: str, contest: Contest) -> tuple[Voter, list[Diagnostic]]:
    """The voter of a file, as far as it can be understood; an empty answer, or `null`, is a skipped question."""
    tree, found = read_json(path, text) or read(path, text)
    if tree is None:
        return Voter({}, {}), found
    fitted, faults = fit(tree, VoterShape)
    found.extend(faults)
    questions = {question.id: question for question in contest.questions}
    questionnaire = f"questionnaires/{contest.election.id}/"
    asked_elsewhere = elsewhere(contest)
    answers: dict[str, int] = {}
    for field in ("answers", "weights"):
        for id_ in getattr(fitted.value, field):
            if id_ in questions:
                continue
            where = tree.key(field, id_)
            if id_ in asked_elsewhere:
                facts = {"question": id_, "constituency": contest.constituency.id, "places": asked_elsewhere[id_]}
                found.append(diagnostic(where, "foreign-question", **facts))
            else:
                near = slip(id_, questions)
                found.append(diagnostic(where, "unknown-question", question=id_, nearest=near, path=questionnaire))
    for id_, word in fitted.value.answers.items():
        if id_ not in questions or not word.strip():
            continue
        question = questions[id_]
        if not scored(question):
            if word not in NULLS:
                found.append(diagnostic(tree.key("answers", id_), "unscored-question", question=id_))
            continue
        by_word = meanings(question)
        option = by_word.get(folded(word))
        if option is None and word in NULLS:
            continue
        if option is None:
            near = option_meant(word, question.options)
            ids, labels = ", ".join(each.id for each in question.options), labels_of(question.options, contest.election)
            facts = {"word": word, "question": id_, "nearest": near, "options": ids, "labels": labels}
            found.append(diagnostic(tree.value("answers", id_), "unknown-option", **facts))
        else:
            answers[id_] = option
    weights = {id_: int(weight) for id_, weight in fitted.value.weights.items() if id_ in questions and weight}
    return Voter(answers, weights), in_order(found)
