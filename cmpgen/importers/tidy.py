"""The tidy form → an election: three CSV tables of questions, candidates and answers become the files of a project.

How each column is mapped, and why, is told in docs/import-tidy.md.
Nothing is guessed: what has no place is a diagnostic at its cell.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from cmpgen.cells import COLUMN
from cmpgen.checks import reserved_id
from cmpgen.checks.unknown_language import TAG
from cmpgen.diagnostics import Diagnostic, Where, diagnostic, in_order, nearest
from cmpgen.ids import bad_id, is_id
from cmpgen.importers.answered import LANGUAGES, ORIGIN, labels_of, place_answers
from cmpgen.importers.asked import NATIONAL, Asked, in_language, options_value, question_value, read_questions
from cmpgen.importers.kept import Known, keep, known
from cmpgen.importers.names import avoiding, ids
from cmpgen.importers.tables import Found, Row, Table, TooMany, read_table
from cmpgen.layout import CANDIDATES, QUESTIONNAIRES, schema_line
from cmpgen.model import REPLIES, STATUSES
from cmpgen.parse.questions import Catalogues
from cmpgen.questions.scales import called
from cmpgen.yamlwrite import Prose, Value, unwritable, write

COLUMNS = {
    "questions.csv": ("question_id", "scope", "topic", "text", "language", "scale_options", "type", "info"),
    "candidates.csv": ("candidate_id", "name", "party", "constituency_id", "constituency_name"),
    "answers.csv": ("candidate_id", "question_id", "value", "label", "comment"),
}
FILLED = {
    "questions.csv": ("question_id", "scope", "text"),
    "candidates.csv": ("candidate_id", "name", "constituency_id", "constituency_name"),
    "answers.csv": ("candidate_id", "question_id"),
}
"""Columns whose cells are never empty, for without them a row has no place."""

MORE = {
    "questions.csv": (COLUMN,),
    "candidates.csv": ("reply", "status", COLUMN),
    "answers.csv": (*ORIGIN, *LANGUAGES, COLUMN),
}
"""Columns that are read too where `cmpgen export` wrote them: without these, whatever volunteers found would come back
as the candidates' own answers, whoever withdrew as standing, and every comment in the default language."""

MOST_ROWS = {"questions.csv": 20_000, "candidates.csv": 100_000, "answers.csv": 400_000}
"""Rows of each table; an election with more can be imported part by part."""

NAMES = tuple(COLUMNS)
"""The files of the tidy form."""


def import_tidy(
    sources: Mapping[str, str],
    election_id: str,
    *,
    title: str | None,
    date: str | None,
    language: str | None,
    no_position: Collection[str],
    existing: Mapping[str, str],
    catalogues: Catalogues | None = None,
) -> tuple[dict[str, str], list[Diagnostic]]:
    """The files that the three tables add to a project, by path, and all that they could not bring.

    `sources` holds the tables by path; the last part of each path is one of NAMES.
    `existing` holds the project's files: none of them is in the result, each value that one of them lacks is a
    diagnostic, and ids that an earlier import gave are used again.
    `catalogues` holds the interface's words, by which labels of built-in scales are known in every language.
    Where a diagnostic is an error the result is not whole, and should not be written.
    """
    found = Found()
    try:
        files = _files(sources, election_id, title, date, language, no_position, existing, catalogues or {}, found)
    except TooMany:
        return {}, in_order(found.told())
    new, kept = keep(files, existing)
    return new, in_order([*found, *kept])


def _files(
    sources: Mapping[str, str],
    election_id: str,
    title: str | None,
    date: str | None,
    language: str | None,
    no_position: Collection[str],
    existing: Mapping[str, str],
    catalogues: Catalogues,
    found: Found,
) -> dict[str, str]:
    """All files that the tables make, by path, whether there is one already or not. Raises `TooMany`."""
    where = Where(f"{QUESTIONNAIRES}/{election_id}/election.yaml")
    found.extend(_setting_faults(election_id, title, date, where, new=where.path not in existing))
    tables = _tables(sources, found)
    if tables is None or not is_id(election_id):
        return {}
    rows = {name: list(_filled(table, FILLED[name], found)) for name, table in tables.items()}
    candidates = _once(rows["candidates.csv"], "candidate_id", found)
    questions = _once(rows["questions.csv"], "question_id", found)
    names = _constituency_names(candidates.values(), found)
    before = known(election_id, existing)
    default, spoken = _languages(language, before.language, questions.values(), where, found)
    found.extend(_scope_faults(questions.values(), names, found))
    found.extend(_unused_no_position(no_position, tables))
    taken = before.questions.values()
    question_ids = ids(
        {source: source for source in questions},
        "question",
        free=avoiding(reserved_id.LEAF, taken),
        kept=before.questions,
    )
    labels, words = labels_of(rows["answers.csv"]), called(catalogues)
    asked = read_questions(questions, question_ids, labels, words, spoken, no_position, found)

    def remark(words: Prose, language: str) -> Value:
        return in_language(words, language or spoken, default)

    answers = place_answers(rows["answers.csv"], candidates, asked, no_position, remark, found)

    head: dict[str, Value] = {"format": "1"}
    if title or where.path not in existing:
        head["title"] = election_id if not title or any(unwritable(title)) else title
    if date and _is_date(date):
        head["date"] = date
    parties = _named((row["party"] for row in candidates.values()), "parties", "party", before)
    topics = _named((row["topic"] for row in questions.values()), "topics", "topic", before)
    files = _questionnaire(where.path, head, asked, names, parties, topics, default, before)
    paths = _candidate_paths(election_id, candidates, _constituency_ids(names, before), before)
    for source, path in paths.items():
        value = _candidate(candidates[source], parties, answers.get(source, {}), found)
        files[path] = write(value, heading=[schema_line(path)])
    return files


def _questionnaire(
    election_path: str,
    head: Mapping[str, Value],
    asked: Mapping[str, Asked],
    constituencies: Mapping[str, str],
    parties: Mapping[str, str],
    topics: Mapping[str, str],
    language: str,
    before: Known,
) -> dict[str, str]:
    """The election, its questions and its constituencies as they are written, by path."""
    folder = str(PurePosixPath(election_path).parent)
    scales: dict[str, Value] = {}
    for each in asked.values():
        if each.scale and each.scale.options:
            scales.setdefault(each.scale.name, options_value(each.scale.options, each.language, language))
    uses = Counter(each.scale.name for each in asked.values() if each.scale)
    # The scale that most questions use becomes a new election's; of two used as often, the first by name.
    common = before.scale or min(uses, key=lambda name: (-uses[name], name), default="")
    tags = {each.row["topic"]: each.language for each in reversed(list(asked.values()))}
    sections: dict[str, Value] = {
        "languages": [language, *sorted({each.language for each in asked.values()} - {language})],
        "scale": "" if before.scale else common,
        "scales": dict(sorted(scales.items())),
        "topics": {id_: in_language(name, tags[name], language) for name, id_ in topics.items()},
        "parties": {id_: {"name": name} for name, id_ in parties.items()},
    }
    whole = {**head, **{key: each for key, each in sections.items() if each}}
    files: dict[str, Mapping[str, Value] | Sequence[Value]] = {election_path: whole}
    questions: dict[str, list[Value]] = defaultdict(list)
    for each in asked.values():
        questions[each.row["scope"]].append(question_value(each, common, topics, language))
    if questions[NATIONAL]:
        files[f"{folder}/questions.yaml"] = questions[NATIONAL]
    for source, id_ in _constituency_ids(constituencies, before).items():
        constituency: dict[str, Value] = {"name": constituencies[source], "source-id": source}
        if questions[source]:
            constituency["questions"] = questions[source]
        files[f"{folder}/constituencies/{id_}.yaml"] = constituency
    return {path: write(value, heading=[schema_line(path)]) for path, value in files.items()}


def _constituency_ids(names: Mapping[str, str], before: Known) -> dict[str, str]:
    """Constituencies are called by their names, which voters know, and not by the source's numbers."""
    free = avoiding(reserved_id.ELECTION, before.constituencies.values())
    return ids(
        names,
        "constituency",
        free=lambda id_: free(id_) and not reserved_id.is_language(id_),
        kept=before.constituencies,
    )


def _setting_faults(
    election_id: str, title: str | None, date: str | None, where: Where, *, new: bool
) -> Iterator[Diagnostic]:
    """What is wrong with the words of the command itself."""
    if not is_id(election_id):
        yield diagnostic(where, "bad-id", **bad_id(election_id))
    elif election_id in reserved_id.ROOT or reserved_id.is_language(election_id):
        yield diagnostic(where, "reserved-id", word=election_id)
    if date is None and new:
        yield diagnostic(where, "missing-option", option="--date")
    elif date is not None and not _is_date(date):
        yield diagnostic(where, "bad-date", word=date)
    for each in unwritable(title or ""):
        yield diagnostic(where, each.code, **each.facts)


def _is_date(word: str) -> bool:
    try:
        return datetime.date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False


def _tables(sources: Mapping[str, str], found: Found) -> dict[str, Table] | None:
    """The three tables by name, or None where one of them cannot be read in full."""
    paths = {PurePosixPath(path).name: path for path in sorted(sources)}
    tables: dict[str, Table] = {}
    others: list[tuple[Where, str]] = []
    for name, columns in COLUMNS.items():
        if name not in paths:
            found.append(diagnostic(Where(name), "missing-table", name=name))
            continue
        table, faults = read_table(paths[name], sources[paths[name]], columns, MOST_ROWS[name])
        found.extend(faults)
        if table is not None:
            tables[name] = table
            # What else our own export writes is for people, and cannot be placed.
            more = MORE[name] if COLUMN in table.header.cells else ()
            unknown = [column for column in table.header.cells if column not in {*columns, *more}]
            if unknown:
                others.append((table.header.where(unknown[0]), f"{', '.join(unknown)} ({name})"))
    if others:
        found.append(diagnostic(others[0][0], "other-columns", columns="; ".join(words for _, words in others)))
    return tables if len(tables) == len(COLUMNS) else None


def _filled(table: Table, columns: Iterable[str], found: Found) -> Iterator[Row]:
    """The rows whose cells in these columns are not empty."""
    for row in table.rows:
        empty = [column for column in columns if not row[column].strip()]
        found.extend(diagnostic(row.where(column), "missing-cell", column=column) for column in empty)
        if not empty:
            yield row


def _once(rows: Iterable[Row], column: str, found: Found) -> dict[str, Row]:
    """The rows by their cell in `column`, in the order written; of several with the same the first."""
    first: dict[str, Row] = {}
    for row in rows:
        if first.setdefault(row[column], row) is not row:
            line = first[row[column]].line
            found.append(diagnostic(row.where(column), "duplicate-row", word=row[column], line=line))
    return first


def _constituency_names(candidates: Iterable[Row], found: Found) -> dict[str, str]:
    """Each constituency's name by its source id, in the order of the candidates."""
    names: dict[str, str] = {}
    for row in candidates:
        source, name = row["constituency_id"], row["constituency_name"]
        first = names.setdefault(source, name)
        if first != name:
            where = row.where("constituency_name")
            found.append(diagnostic(where, "two-names", constituency=source, first=first, second=name))
    return names


def _languages(
    wanted: str | None, before: str, questions: Iterable[Row], where: Where, found: Found
) -> tuple[str, str]:
    """The election's default language, and the one of texts that name none.

    A new election takes the language asked for, or the only one of its questions; an old one keeps its own.
    """
    tags: dict[str, Row] = {}
    for row in questions:
        if row["language"]:
            tags.setdefault(row["language"], row)
    for tag, row in tags.items():
        if not TAG.fullmatch(tag):
            found.append(diagnostic(row.where("language"), "unknown-language", tag=tag, nearest="", languages=before))
    if wanted and not TAG.fullmatch(wanted):
        found.append(diagnostic(where, "unknown-language", tag=wanted, nearest="", languages=before))
    default = before or wanted or (min(tags) if len(tags) == 1 else "")
    if not default:
        found.append(diagnostic(where, "missing-option", option="--language"))
    default, spoken = (tag if TAG.fullmatch(tag) else "en" for tag in (default, wanted or default))
    return default, spoken


def _scope_faults(questions: Iterable[Row], constituencies: Collection[str], found: Found) -> Iterator[Diagnostic]:
    for row in questions:
        if row["scope"] != NATIONAL and row["scope"] not in constituencies:
            near = found.near(row["scope"], [NATIONAL, *constituencies])
            yield diagnostic(row.where("scope"), "unknown-scope", scope=row["scope"], nearest=near)


def _named(names: Iterable[str], section: str, kind: str, before: Known) -> dict[str, str]:
    """The ids of parties or topics by name: each distinct text is one, for nobody can tell what a "+" joins."""
    words = {name: name for name in sorted(set(names) - {""})}
    kept = before.sections.get(section, {})
    return ids(words, kind, free=avoiding(reserved_id.LEAF, kept.values()), kept=kept)


def _unused_no_position(no_position: Iterable[str], tables: Mapping[str, Table]) -> Iterator[Diagnostic]:
    """A value given as no position that nobody offers or answers is likely misspelt."""
    questions = tables["questions.csv"]
    offered = {part.partition("=")[0] for row in questions.rows for part in row["scale_options"].split("|")}
    used = offered | {row["value"] for row in tables["answers.csv"].rows}
    for value in sorted(set(no_position) - used):
        where = questions.header.where("scale_options")
        yield diagnostic(where, "unused-no-position", word=value, nearest=nearest(value, used))


def _candidate_paths(
    election_id: str, candidates: Mapping[str, Row], constituency_ids: Mapping[str, str], before: Known
) -> dict[str, str]:
    """The file of each candidate, by source id: where an earlier import put it, else named after them."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for source, row in candidates.items():
        if source not in before.candidates:
            names[f"{CANDIDATES}/{election_id}/{constituency_ids[row['constituency_id']]}"][source] = row["name"]
    paths = {source: before.candidates[source] for source in candidates if source in before.candidates}
    for folder, here in names.items():
        taken = {PurePosixPath(path).stem for path in before.candidates.values() if path.startswith(f"{folder}/")}
        made = ids(here, "candidate", free=avoiding(reserved_id.CONSTITUENCY, taken))
        paths |= {source: f"{folder}/{id_}.yaml" for source, id_ in made.items()}
    return paths


def _candidate(row: Row, parties: Mapping[str, str], answers: Mapping[str, Value], found: Found) -> dict[str, Value]:
    """One candidate's file. A remark alone is no reply; `no-position` is one, for it says that they were asked.

    A table of our own export says what became of asking them.
    """
    told, status = row.more("reply"), row.more("status")
    for field, word, choices in (("reply", told, REPLIES), ("status", status, STATUSES)):
        if word and word not in choices:
            facts = {"field": field, "word": word, "nearest": nearest(word, choices), "choices": ", ".join(choices)}
            found.append(diagnostic(row.where(field), "unknown-value", **facts))
    # A name has one line, in whichever way its cell is broken.
    written: dict[str, Value] = {"name": re.sub(r"\s*\n\s*", " ", row["name"].strip("\n"))}
    if row["party"]:
        written["party"] = parties[row["party"]]
    remarks = sum(isinstance(each, Mapping) and "position" not in each for each in answers.values())
    replied = len(answers) > remarks
    written["reply"] = told or ("answered" if replied else "unknown")
    if status and status != STATUSES[0]:
        written["status"] = status
    written["source-id"] = row["candidate_id"]
    if answers:
        written["answers"] = answers
    return written
