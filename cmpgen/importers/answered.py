"""Rows of a table of answers → each candidate's answers as they are written, and what has no place among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from cmpgen.checks.unknown_language import TAG
from cmpgen.diagnostics import Diagnostic, diagnostic, nearest
from cmpgen.fields import is_date, is_link
from cmpgen.importers.asked import Asked
from cmpgen.importers.tables import Found, Row
from cmpgen.model import NO_POSITION, ORIGINS
from cmpgen.yamlwrite import Prose, Value

MOST_EMPTY = 100
"""Rows without an answer that are told one by one; some tables have one for each question that nobody answered."""

ORIGIN = ("source_kind", "source_url", "source_quote", "source_date")
"""Where volunteers found an answer, as our own export says it."""

LANGUAGES = ("comment_language", "source_quote_language")
"""In which language a comment and a quote are, as our own export says it."""

Remark = Callable[[Prose, str], Value]


def labels_of(answers: Iterable[Row]) -> dict[tuple[str, str], set[str]]:
    """The labels that answers give to a question's source id and a raw value."""
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in answers:
        if row["label"]:
            labels[row["question_id"], row["value"]].add(row["label"])
    return labels


def place_answers(
    rows: Iterable[Row],
    candidates: Mapping[str, Row],
    asked: Mapping[str, Asked],
    no_position: Collection[str],
    remark: Remark,
    found: Found,
) -> dict[str, dict[str, Value]]:
    """By each candidate's source id their answers by question id, in the order of the questions.

    `remark` says how a comment is written in its language, which is empty where no table says it.
    """
    # It is no option's id, so that this word means the same in every table.
    no_position = {*no_position, NO_POSITION}
    kept: dict[tuple[str, str], Row] = {}
    empty: list[Row] = []
    for row in rows:
        if row["candidate_id"] not in candidates or row["question_id"] not in asked:
            found.extend(_strangers(row, candidates, asked, found))
            continue
        both = (row["candidate_id"], row["question_id"])
        if kept.setdefault(both, row) is not row:
            line = kept[both].line
            found.append(diagnostic(row.where("question_id"), "duplicate-row", word=" ".join(both), line=line))
    order = {question: number for number, question in enumerate(asked)}
    placed: dict[str, dict[str, Value]] = defaultdict(dict)
    unkept: dict[str, Row] = {}
    for row in sorted(kept.values(), key=lambda each: order[each["question_id"]]):
        question = asked[row["question_id"]]
        if not question.asked_of(candidates[row["candidate_id"]]["constituency_id"]):
            words = {"question": row["question_id"], "value": row["value"], "comment": row["comment"]}
            found.append(diagnostic(row.where("question_id"), "answer-not-asked", **words))
            continue
        source = _origin(row, remark, found)
        if row["value"] or row["label"] or row["comment"]:
            found.extend(_value_faults(row, question, no_position))
        elif not source:
            empty.append(row)
        position = _position(row["value"], question, no_position)
        if row["comment"] or source:
            comment = _remark(row, "comment", row["comment"], remark, found)
            answer = {"position": position, "comment": comment, "source": source}
            placed[row["candidate_id"]][question.id] = {key: each for key, each in answer.items() if each}
        elif position:
            placed[row["candidate_id"]][question.id] = position
        if row["value"] and row["label"] and row["label"] not in question.labels.get(row["value"], ()):
            unkept.setdefault(f"{row['label']!r} for {row['value']!r}", row)
    found.extend(_empty(sorted(empty, key=lambda row: row.line)))
    if unkept:
        first = min(unkept.values(), key=lambda row: row.line)
        found.append(diagnostic(first.where("label"), "label-not-kept", labels=", ".join(sorted(unkept))))
    return placed


def _remark(row: Row, column: str, words: str, remark: Remark, found: Found) -> Value:
    """The words of this column as they are written, in the language that our own export names beside them."""
    if not words:
        return ""
    name = f"{column}_language"
    tag = row.more(name)
    if tag and not TAG.fullmatch(tag):
        found.append(diagnostic(row.where(name), "unknown-language", tag=tag, nearest="", languages=""))
        tag = ""
    return remark(Prose(words), tag)


def _origin(row: Row, remark: Remark, found: Found) -> dict[str, Value]:
    """Where volunteers found the answer, as it is written; nothing where the candidate gave it."""
    kind, url, quote, date = map(row.more, ORIGIN)
    if not kind:
        return {}
    if kind not in ORIGINS:
        facts = {"field": "source_kind", "word": kind, "nearest": nearest(kind, ORIGINS), "choices": ", ".join(ORIGINS)}
        found.append(diagnostic(row.where("source_kind"), "unknown-value", **facts))
    if url and not is_link(url):
        found.append(diagnostic(row.where("source_url"), "bad-link", link=url))
    if date and not is_date(date):
        found.append(diagnostic(row.where("source_date"), "bad-date", word=date))
    said = _remark(row, "source_quote", quote, remark, found)
    written = {"kind": kind, "url": url, "quote": said, "date": date}
    return {key: each for key, each in written.items() if each}


def _strangers(row: Row, candidates: Collection[str], asked: Collection[str], found: Found) -> Iterator[Diagnostic]:
    """What the row names that no table has."""
    for column, kind, known in (("candidate_id", "candidate", candidates), ("question_id", "question", asked)):
        if row[column] not in known:
            yield diagnostic(
                row.where(column),
                "unplaced-answer",
                kind=kind,
                word=row[column],
                nearest=found.near(row[column], known),
                value=row["value"],
                comment=row["comment"],
            )


def _empty(rows: Sequence[Row]) -> Iterator[Diagnostic]:
    """Rows without an answer, the first of them one by one, and how many more there are."""
    for row in rows[:MOST_EMPTY]:
        yield diagnostic(row.where("value"), "empty-answer", candidate=row["candidate_id"], question=row["question_id"])
    for row in rows[MOST_EMPTY : MOST_EMPTY + 1]:
        more = len(rows) - MOST_EMPTY
        yield diagnostic(row.where("value"), "more-of-a-kind", count=more, kind="empty-answer")


def _value_faults(row: Row, question: Asked, no_position: Collection[str]) -> Iterator[Diagnostic]:
    value, options = row["value"], question.options
    if not value and row["label"]:
        yield diagnostic(row.where("label"), "label-without-value", label=row["label"])
    elif value and options and value not in options and value not in no_position:
        known = [*options, *no_position]
        near = nearest(value, known)
        words = ", ".join(known)
        yield diagnostic(row.where("value"), "value-not-offered", value=value, nearest=near, options=words)


def _position(value: str, question: Asked, no_position: Collection[str]) -> str:
    """The position as it is written; empty where there is none."""
    if value in no_position:
        return NO_POSITION
    return question.options.get(value, "") if question.options else value
