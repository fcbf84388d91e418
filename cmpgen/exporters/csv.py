"""An election → three CSV tables in the tidy form: questions, candidates, answers; `cmpgen import tidy` reads them.

What each column holds, and how cells are kept from being computed by spreadsheets, is told in docs/export.md.
The tables are UTF-8 with line feeds and quoted as RFC 4180 has it.
Questions stand in the order of the questionnaire, candidates by constituency and id, answers by candidate and question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cmpgen.cells import COLUMN, guarded
from cmpgen.model import Answer, Candidate, Contest, Election, Option, Question, Text
from cmpgen.questions.scales import BUILT_IN

NATIONAL = "national"
QUESTIONS, CANDIDATES, ANSWERS = "questions.csv", "candidates.csv", "answers.csv"
NAMES = (QUESTIONS, CANDIDATES, ANSWERS)
"""The files that an export writes."""

COLUMNS = {
    QUESTIONS: (
        *("question_id", "scope", "topic", "text", "language", "scale_options", "type", "info"),
        *("easy", "for", "against", "scale_values", "asked_in", "sources", "based_on", "evidence", "source_id"),
    ),
    CANDIDATES: (
        *("candidate_id", "name", "party", "constituency_id", "constituency_name"),
        *("ballot", "status", "reply", "replied", "wikidata", "source_id"),
    ),
    ANSWERS: (
        *("candidate_id", "question_id", "value", "label", "comment"),
        *("comment_language", "source_kind", "source_url", "source_quote", "source_quote_language", "source_date"),
    ),
}
"""Those of the tidy form, and behind them what it has no column for."""

TEXTS = ("text", "info", "easy", "for", "against", "comment", "source_quote")
"""Columns of texts that can be in several languages."""

YES_NO = tuple(option.id for option in BUILT_IN["yes-no"])

Cells = Mapping[str, str]
"""A row: its cells by column; a column that is not in it is empty."""


def export_csv(election: Election, contests: Sequence[Contest]) -> dict[str, str]:
    """The three tables by file name. `contests` holds those of all constituencies, in the order of their ids."""
    rows = {
        QUESTIONS: [_question(election, each) for each in election.every_question()],
        CANDIDATES: [_candidate(election, contest, each) for contest in contests for each in contest.candidates],
        ANSWERS: [each for contest in contests for each in _answers(election, contest)],
    }
    return {name: _table(_columns(election, COLUMNS[name], rows[name]), rows[name]) for name in NAMES}


def _columns(election: Election, names: Sequence[str], rows: Sequence[Cells]) -> list[str]:
    """These columns; beside that of a text one for each of the election's languages but the default one.

    What somebody said in yet another language has a column too.
    """
    found = sorted({column for row in rows for column in row} - {*names})
    columns = []
    for name in names:
        beside = [f"{name}_{language}" for language in election.languages[1:]] if name in TEXTS else []
        more = [each for each in found if name in TEXTS and each.startswith(f"{name}_") and each not in beside]
        columns += [name, *beside, *more]
    return columns


def _table(columns: Sequence[str], rows: Sequence[Cells]) -> str:
    """The rows as CSV, guarded against spreadsheets, with a column that names the cells in which guards stand."""
    from pandas import DataFrame

    written = []
    for row in rows:
        raw = [row.get(column, "") for column in columns]
        cells = [guarded(cell) if cell else cell for cell in raw]
        guards = [column for column, cell, words in zip(columns, cells, raw, strict=True) if cell != words]
        written.append([*cells, " ".join(guards)])
    table = DataFrame(written, columns=[*columns, COLUMN], dtype=object)
    text: str = table.to_csv(index=False, lineterminator="\n")
    return text


def _words(election: Election, name: str, text: Text) -> dict[str, str]:
    """A text in the default language, or else in the first that it has, and in each other language beside it."""
    said = election.say(text, election.language)
    others = {f"{name}_{language}": words for language, words in text.items() if language != said.language}
    return {name: said.words, **others}


def _language(election: Election, text: Text) -> str:
    """The language of the words that `_words` puts first; empty where there are none."""
    return election.say(text, election.language).language if text else ""


def question_id(question: Question) -> str:
    """A question's id within the election: that of a local one begins with its constituency's, and a slash."""
    return f"{question.constituency}/{question.id}" if question.constituency else question.id


def _question(election: Election, question: Question) -> Cells:
    texts = {
        "text": question.text,
        "info": question.background,
        "easy": question.easy,
        "for": question.arguments_for,
        "against": question.arguments_against,
    }
    words = {column: said for name, text in texts.items() for column, said in _words(election, name, text).items()}
    values = [option.value for option in question.options]
    topic = election.topics.get(question.topic, {})
    return {
        **words,
        "question_id": question_id(question),
        "scope": question.constituency or NATIONAL,
        "topic": election.say(topic, election.language).words,
        "language": election.language,
        "scale_options": "|".join(_option(election, each) for each in question.options),
        "type": _type(question),
        "scale_values": "|".join(map(str, values)) if None not in values else "",
        "asked_in": " ".join(question.asked_in),
        "sources": "\n".join(each.url for each in question.sources),
        "based_on": question.based_on,
        "evidence": question.evidence,
        "source_id": question.source_id,
    }


def _option(election: Election, option: Option) -> str:
    label = election.say(option.label, election.language).words
    escaped = label.replace("\\", "\\\\").replace("|", "\\|")
    return f"{option.id}={escaped}"


def _type(question: Question) -> str:
    """What the tidy form calls it; a type that it does not know is words."""
    if question.type == "scale":
        return "yesno" if tuple(option.id for option in question.options) == YES_NO else "likert"
    return question.type if question.type in ("choice", "choices") else "text"


def candidate_id(candidate: Candidate) -> str:
    """A candidate's id within the election: those of two constituencies can be the same."""
    return f"{candidate.constituency}/{candidate.id}"


def _candidate(election: Election, contest: Contest, candidate: Candidate) -> Cells:
    parties = (election.parties[id_].name for id_ in candidate.parties)
    return {
        "candidate_id": candidate_id(candidate),
        "name": candidate.name,
        "party": " + ".join(election.say(each, election.language).words for each in parties),
        "constituency_id": contest.constituency.id,
        "constituency_name": election.say(contest.constituency.name, election.language).words,
        "ballot": str(candidate.ballot or ""),
        "status": candidate.status,
        "reply": candidate.reply,
        "replied": candidate.replied.isoformat() if candidate.replied else "",
        "wikidata": candidate.wikidata,
        "source_id": candidate.source_id,
    }


def _answers(election: Election, contest: Contest) -> Iterator[Cells]:
    for candidate in contest.candidates:
        for question in contest.questions:
            answer = candidate.answers.get(question.id)
            if answer is not None and (answer.raw or answer.comment or answer.origin is not None):
                yield _answer(election, candidate, question, answer)


def _answer(election: Election, candidate: Candidate, question: Question, answer: Answer) -> Cells:
    option = question.options[answer.option] if answer.option is not None else None
    told = {
        "candidate_id": candidate_id(candidate),
        "question_id": question_id(question),
        "value": option.id if option else answer.raw,
        "label": election.say(option.label, election.language).words if option else "",
        **_words(election, "comment", answer.comment),
        "comment_language": _language(election, answer.comment),
    }
    if answer.origin is None:
        return told
    origin = answer.origin
    return {
        **told,
        "source_kind": origin.kind,
        "source_url": origin.url,
        **_words(election, "source_quote", origin.quote),
        "source_quote_language": _language(election, origin.quote),
        "source_date": origin.date.isoformat() if origin.date else "",
    }
