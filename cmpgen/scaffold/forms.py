"""Issue forms made from a questionnaire: report, suggest, and answer without seeing a file.

GitHub's forms are read by Forgejo too; for GitLab, which has none, the same questions become a text to fill in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cmpgen.model import Election, Question

MADE = "Made from the questionnaire by `cmpgen new forms`, which writes it anew; do not edit it by hand."

# A forge refuses a choice of this name, which it uses for itself.
SKIPPED = "(no answer)"
TOOK_NONE = "Was asked, took no position"
TAKES_NONE = "I take no position"
ANOTHER = "Another answer, which stands in their words below"
LONGEST_LABEL = 240


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked: a line, a longer text (`long`), or a choice among `options`."""

    id: str
    label: str
    help: str = ""
    options: tuple[str, ...] = ()
    long: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the name of its file, what the forge calls it, and its fields below an introduction."""

    file: str
    name: str
    about: str
    title: str
    intro: str
    fields: tuple[Field, ...]


def forms(election: Election) -> dict[str, str]:
    """The forms for all three forges, by path."""
    files = {}
    for form in _forms(election):
        written = f"# {MADE}\n" + "\n".join(_block(_github(form))) + "\n"
        files[f".github/ISSUE_TEMPLATE/{form.file}.yml"] = written
        files[f".forgejo/issue_template/{form.file}.yaml"] = written
        files[f".gitlab/issue_templates/{form.name}.md"] = _gitlab(form)
    return files


def _forms(election: Election) -> Iterator[Form]:
    questions = tuple(_label(election, each) for each in election.questions)
    local = tuple(
        f"{election.say(here.name, election.language).words}: {_label(election, each)}"
        for here in election.constituencies.values()
        for each in here.questions
    )
    every = tuple(dict.fromkeys([*questions, *local]))
    places = tuple(election.say(each.name, election.language).words for each in election.constituencies.values())
    place = Field("constituency", "Constituency", options=tuple(dict.fromkeys(places)), required=True)
    which = Field("question", "Which question?", options=every, required=True)
    source = Field("source", "Where can we check it?", "A link, or the name of a document and a page.", required=True)
    title = election.say(election.title, election.language).words
    due = f" Answers are due by {election.answers_due} (year-month-day)." if election.answers_due else ""
    yield Form(
        "error",
        "Report an error",
        "Something on the site is wrong.",
        "Error: ",
        f"Thank you for looking closely at {title}. Errors about a candidate are looked at first.",
        (
            Field("page", "On which page?", "Its address, or the candidate's name.", required=True),
            Field("wrong", "What is written, and what should be written instead?", long=True, required=True),
            source,
        ),
    )
    yield Form(
        "local-issue",
        "Suggest a local issue",
        "Something that candidates of your constituency should speak about.",
        "Issue: ",
        "A panel makes questions of the issues that are raised. One issue for each form, please.",
        (
            place,
            Field(
                "issue", "What is the issue?", "In your own words; both sides, if you can.", long=True, required=True
            ),
            Field("evidence", "Where was it raised?", "A link to a report, minutes, a petition …"),
        ),
    )
    yield Form(
        "position",
        "Report a candidate's position",
        "A candidate took a position in public.",
        "Position: ",
        "Quote exactly. If the words leave room for doubt, leave the position out: a gap is better than a guess. "
        "Please do not report positions for or against somebody you campaign for or against.",
        (
            Field("candidate", "Which candidate?", required=True),
            place,
            which,
            Field(
                "position",
                "Which position is that?",
                "As the question offers it. If you have to guess, leave it to us and say so.",
                options=(*_usual(election), TOOK_NONE, ANOTHER, "I am not sure"),
                required=True,
            ),
            Field("words", "Their own words", long=True, required=True),
            source,
            Field("date", "On which day?", "Year-month-day, such as 2027-03-11.", required=True),
        ),
    )
    yield Form(
        "answer",
        "Answer as a candidate",
        "You stand in this election and want to answer.",
        "Answers of ",
        "You may skip any question, and you may take no position. We publish your words as you write them, "
        f"after we have made sure that it is you.{due}",
        (
            Field("name", "Your name, as on the ballot paper", required=True),
            place,
            Field(
                "proof", "How can we make sure that it is you?", "A page of yours, or an address on it.", required=True
            ),
            *(_asked(election, index, each) for index, each in enumerate(election.questions, start=1)),
            Field(
                "comments",
                "Comments, and answers to the questions of your constituency",
                "Begin each with the question that it is about.",
                long=True,
            ),
        ),
    )
    yield Form(
        "debate",
        "Join the debate",
        "An argument for or against, with something to back it.",
        "Debate: ",
        "One argument for each form. It is published with your forge's name for you beside it.",
        (
            which,
            Field(
                "side",
                "Your argument is",
                options=("for", "against", "a fact that both sides should know"),
                required=True,
            ),
            Field("argument", "Your argument", long=True, required=True),
            source,
        ),
    )


def _asked(election: Election, index: int, question: Question) -> Field:
    # A form's field needs an id that begins with a letter.
    id_, label = f"question-{index}", _label(election, question)
    if not question.options:
        return Field(id_, label, long=True)
    return Field(id_, label, options=tuple(dict.fromkeys([SKIPPED, *_labels(election, question), TAKES_NONE])))


def _labels(election: Election, question: Question) -> tuple[str, ...]:
    return tuple(election.say(each.label, election.language).words for each in question.options)


def _usual(election: Election) -> tuple[str, ...]:
    """The answers that most questions offer."""
    offered = [_labels(election, each) for each in election.every_question() if each.options]
    return max(offered, key=offered.count, default=())


def _label(election: Election, question: Question) -> str:
    words = " ".join(election.say(question.text, election.language).words.split())
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def _github(form: Form) -> dict[str, object]:
    body: list[object] = [{"type": "markdown", "attributes": {"value": form.intro}}]
    for each in form.fields:
        attributes: dict[str, object] = {"label": each.label}
        if each.help:
            attributes["description"] = each.help
        kind = "textarea" if each.long else "input"
        if each.options:
            kind, attributes["options"] = "dropdown", list(each.options)
        body.append({"type": kind, "id": each.id, "attributes": attributes, "validations": {"required": each.required}})
    return {"name": form.name, "description": form.about, "title": form.title, "body": body}


def _gitlab(form: Form) -> str:
    parts = [f"<!-- {MADE} -->", f"<!-- {form.intro} -->"]
    for each in form.fields:
        parts.append(f"## {each.label}{'' if each.required else ' (optional)'}")
        if each.help:
            parts.append(f"<!-- {each.help} -->")
        if each.options:
            parts.append("\n".join(f"- [ ] {option}" for option in each.options))
    return "\n\n".join(parts) + "\n"


def _block(value: object, indent: int = 0) -> Iterator[str]:
    """Block style with every text in double quotes: forges read YAML in which a plain `Yes` is no text."""
    margin = " " * indent
    if isinstance(value, Mapping):
        for key, each in value.items():
            if isinstance(each, (Mapping, list)):
                yield f"{margin}{key}:"
                yield from _block(each, indent + 2)
            else:
                yield f"{margin}{key}: {json.dumps(each, ensure_ascii=False)}"
    elif isinstance(value, Sequence):
        for each in value:
            if isinstance(each, Mapping):
                first, *rest = _block(each, indent + 2)
                yield f"{margin}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{margin}- {json.dumps(each, ensure_ascii=False)}"
