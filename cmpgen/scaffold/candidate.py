"""A candidate's file to be filled in: every question that the constituency is asked stands above its empty answer."""

from __future__ import annotations

from cmpgen.layout import CANDIDATES, schema_line
from cmpgen.model import NO_POSITION, REPLIES, Constituency, Election, Question
from cmpgen.yamlwrite import Commented, Value, write

HOW = (
    "Write each answer behind its colon, after a space. An empty line is: no answer yet.",
    "A longer answer stands below its question, two spaces further in:",
    "",
    "  some-question:",
    "    position: agree",
    "    comment: |",
    "      The candidate's own words, with any signs.",
    "    source:          # only where the candidate did not answer in person",
    "      kind: press    # manifesto | press | vote | volunteer",
    "      url: https://example.org/interview",
    "      date: 2027-03-11",
)

NO_QUESTIONS = "Nothing is asked here yet. Once it is, write the id of each question below, two spaces further in."


def new_candidate(
    election: Election, constituency: Constituency, id_: str, name: str, parties: tuple[str, ...] = ()
) -> dict[str, str]:
    """The file of a candidate who has answered nothing yet, by path."""
    path = f"{CANDIDATES}/{election.id}/{constituency.id}/{id_}.yaml"
    known = ", ".join(sorted(election.parties))
    questions = election.asked(constituency)
    usual = _usual_options(election)
    due = [f"Answers are due by {election.answers_due}.", ""] if election.answers_due else []
    head = [*due, *(each.rstrip() for each in HOW), ""]
    value: dict[str, Value] = {
        "name": Commented(name, "as on the ballot paper"),
        "party": Commented(_parties(parties), f"the id of one of: {known}" if known else "there are none yet"),
        "ballot": Commented("", "the place on the ballot paper"),
        "reply": Commented("unknown", " | ".join(REPLIES)),
        "replied": Commented("", "the date, such as 2027-04-02"),
        "contacted": Commented("", "below it a line for each time, such as 2027-03-20: email"),
        "links": Commented("", "below it a line for each, such as website: https://example.org/"),
        "answers": Commented(
            {each.id: Commented("", above=["", *_asked(election, each, usual)]) for each in questions} or "",
            above=["", *head, *([f"Where nothing else is said: {' | '.join((*usual, NO_POSITION))}"] if usual else [])],
            comment="" if questions else NO_QUESTIONS,
        ),
    }
    return {path: write(value, heading=[schema_line(path)])}


def _usual_options(election: Election) -> tuple[str, ...]:
    """The options that most questions offer, those of the first scale in the questionnaire."""
    scales = [tuple(option.id for option in each.options) for each in election.every_question() if each.type == "scale"]
    return max(scales, key=scales.count, default=())


def _asked(election: Election, question: Question, usual: tuple[str, ...]) -> list[str]:
    """The wording in every language, and the options where they are not the usual ones."""
    wordings = [" ".join(question.text[each].split()) for each in election.languages if each in question.text]
    options = tuple(each.id for each in question.options)
    if question.type == "text":
        return [*wordings, "(an answer in words, below `comment: |`)"]
    return [*wordings, *([" | ".join((*options, NO_POSITION))] if options != usual else [])]


def _parties(parties: tuple[str, ...]) -> Value:
    return parties[0] if len(parties) == 1 else list(parties) or ""
