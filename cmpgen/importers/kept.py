"""What a project already holds of an election: files that an import never overwrites, and ids that it goes on using."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cmpgen.diagnostics import Diagnostic, diagnostic
from cmpgen.ids import is_id
from cmpgen.layout import CANDIDATES, QUESTIONNAIRES
from cmpgen.shapes import ElectionShape
from cmpgen.yamltree import Plain, Tree, read

Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that an earlier import gave, by source id, so that what was renamed by hand keeps its new name.

    `language` and `scale` are what election.yaml says for all that says nothing else; empty where there is none.
    `candidates` gives each one's whole path: a file that was moved to another constituency stays there.
    `sections` gives the ids of `parties` and of `topics` by name, in the default language.
    """

    language: str = ""
    scale: str = ""
    sections: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constituencies: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    candidates: Mapping[str, str] = field(default_factory=dict)


def known(election_id: str, existing: Mapping[str, str]) -> Known:
    """What the files of this election say; files that cannot be read say nothing, and `check` says why."""
    election: dict[str, Plain] = {}
    constituencies: dict[str, str] = {}
    questions: dict[str, str] = {}
    candidates: dict[str, str] = {}
    for path, plain in _files(election_id, existing):
        name, source = PurePosixPath(path).stem, _text(plain, "source-id")
        if path.startswith(CANDIDATES):
            candidates[source] = path
        elif PurePosixPath(path).parent.name == "constituencies" and isinstance(plain, dict):
            constituencies[source] = name
            questions |= _question_ids(plain.get("questions", []))
        elif name == "questions":
            questions |= _question_ids(plain)
        elif name == "election" and isinstance(plain, dict):
            election = plain
    languages = election.get("languages", "")
    language = languages[0] if isinstance(languages, list) and languages else languages
    language = language if isinstance(language, str) else ""
    return Known(
        language,
        (_text(election, "scale") or ElectionShape().scale) if election else "",
        {section: _ids_by_name(election.get(section, {}), language) for section in ("parties", "topics")},
        {source: id_ for source, id_ in constituencies.items() if source and is_id(id_)},
        {source: id_ for source, id_ in questions.items() if source and is_id(id_)},
        {source: path for source, path in candidates.items() if source},
    )


def keep(files: Mapping[str, str], existing: Mapping[str, str]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The files that do not exist yet; and, for those that do, each value of the import that they lack."""
    found: list[Diagnostic] = []
    for path in sorted(files.keys() & existing.keys()):
        offered, _ = read(path, files[path])
        tree, _ = read(path, existing[path])
        # What cannot be read is a fault that `check` reports with its place.
        if offered is not None and tree is not None:
            found.extend(_lacking(tree, (), "", tree.plain(), offered.plain()))
    return {path: text for path, text in files.items() if path not in existing}, found


def _lacking(tree: Tree, steps: Steps, name: str, here: Plain | None, offered: Plain) -> Iterator[Diagnostic]:
    """Where the file says something else than the import, or nothing; what only the file says is a hand edit.

    `name` is what people call the place at `steps`.
    """
    if isinstance(here, str) and here and isinstance(offered, dict) and "position" in offered:
        here = {"position": here}
    elif isinstance(offered, str) and isinstance(here, dict) and "position" in here:
        steps, here = (*steps, "position"), here["position"]
    where = tree.value(*steps)
    if here == offered:
        return
    if not here:
        yield diagnostic(where, "not-added", field=name, offered=_words(offered))
    elif isinstance(offered, dict) and isinstance(here, dict):
        for key, each in offered.items():
            yield from _lacking(tree, (*steps, key), f"{name}.{key}".lstrip("."), here.get(key), each)
    elif isinstance(offered, list) and isinstance(here, list) and all(_text(each, "id") for each in offered):
        indexes = {_text(each, "id"): index for index, each in enumerate(here)}
        for each in offered:
            id_ = _text(each, "id")
            at = indexes.get(id_)
            inner = f"{name}.{id_}".lstrip(".")
            yield from _lacking(
                tree, (*steps, id_ if at is None else at), inner, None if at is None else here[at], each
            )
    else:
        yield diagnostic(where, "kept-as-it-is", field=name, kept=_words(here), offered=_words(offered))


def _files(election_id: str, existing: Mapping[str, str]) -> Iterator[tuple[str, Plain]]:
    for path in sorted(existing):
        if path.startswith((f"{QUESTIONNAIRES}/{election_id}/", f"{CANDIDATES}/{election_id}/")):
            tree, _ = read(path, existing[path])
            if tree is not None:
                yield path, tree.plain()


def _question_ids(questions: Plain) -> dict[str, str]:
    return {_text(each, "source-id"): _text(each, "id") for each in questions} if isinstance(questions, list) else {}


def _ids_by_name(entries: Plain, language: str) -> dict[str, str]:
    found = {}
    for id_, entry in entries.items() if isinstance(entries, dict) else ():
        words = entry.get("name", entry) if isinstance(entry, dict) else entry
        name = words if isinstance(words, str) else _text(words, language)
        if is_id(id_):
            found[name] = id_
    return found


def _text(entry: Plain, key: str) -> str:
    """The text under `key`; empty where there is none."""
    words = entry.get(key, "") if isinstance(entry, dict) else ""
    return words if isinstance(words, str) else ""


def _words(value: Plain) -> str:
    """A value in one line of words, for a message."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_words(each)}" for key, each in value.items())
    return ", ".join(map(_words, value)) if isinstance(value, list) else value
