"""Rows of a table of questions → the questions of an election, each with what the raw values of its answers mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cmpgen.checks.unknown_language import TAG
from cmpgen.diagnostics import Diagnostic, diagnostic, nearest
from cmpgen.folding import folded
from cmpgen.importers.scales import Options, Scale, Words, choice_options, scales_of, split_options
from cmpgen.importers.tables import Found, Row
from cmpgen.model import NO_POSITION
from cmpgen.yamlwrite import Prose, Value

NATIONAL = "national"
TYPES = {"yesno": "scale", "likert": "scale", "choice": "choice", "choices": "text", "text": "text"}
"""Our question type for each of the tidy form's. `choices` is kept as words until that type is scored."""

Labels = Mapping[tuple[str, str], Collection[str]]
"""The labels that the answers give to a question's source id and a raw value."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its row, its id and type of ours, its language, and what can be answered.

    `options` holds the option's id for each raw value, none where any words are an answer.
    `labels` holds what each raw value's option is called, in more than one way where the scale is a built-in one.
    """

    row: Row
    id: str
    type: str
    language: str
    options: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Collection[str]] = field(default_factory=dict)
    scale: Scale | None = None
    written: tuple[Mapping[str, Value], ...] = ()

    def asked_of(self, constituency: str) -> bool:
        """Whether the candidates of this constituency, named by its source id, are asked it."""
        return self.row["scope"] in (NATIONAL, constituency)


def read_questions(
    rows: Mapping[str, Row],
    ids: Mapping[str, str],
    labels: Labels,
    words: Words,
    language: str,
    no_position: Collection[str],
    found: Found,
) -> dict[str, Asked]:
    """The questions by source id, in the order of their rows; one whose options are unclear becomes one of words.

    `words` holds what built-in options are called, `language` is that of a question that names none.
    """
    offered: dict[str, tuple[str, Options]] = {}
    for source, row in rows.items():
        type_, options, faults = _offer(row, no_position)
        offered[source] = (type_, options)
        found.extend(faults)
    found.extend(_three_way_yes_no(rows, offered))
    alike: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
    for source, (type_, options) in offered.items():
        if type_ == "scale":
            alike[tuple(options.items())].append(source)
    # Questions that offer the same options share a scale, so one label serves them all.
    labelled = {
        source: tuple(_labelled(dict(each), sources, labels).items())
        for each, sources in alike.items()
        for source in sources
    }
    scales = scales_of(set(labelled.values()), words)
    found.extend(_unknown_spacing(rows, labelled, scales))
    asked = {}
    for source, (type_, options) in offered.items():
        tag = rows[source]["language"]
        question = Asked(rows[source], ids[source], type_, tag if TAG.fullmatch(tag) else language)
        if type_ == "scale":
            scale = scales[labelled[source]]
            called = _names(scale.ids, scale.options) or {raw: words[id_] for raw, id_ in scale.ids.items()}
            question = replace(question, options=scale.ids, labels=called, scale=scale)
        elif type_ == "choice":
            option_ids, written = choice_options(_labelled(options, [source], labels))
            question = replace(question, options=option_ids, labels=_names(option_ids, written), written=written)
        asked[source] = question
    found.extend(_labels_not_kept(asked.values()))
    return asked


def _names(option_ids: Mapping[str, str], written: Iterable[Mapping[str, Value]]) -> dict[str, Collection[str]]:
    """What each raw value's option is called in the files."""
    labels = {each["id"]: str(each["label"]) for each in written}
    return {raw: (labels[id_],) for raw, id_ in option_ids.items() if id_ in labels}


def _labels_not_kept(asked: Iterable[Asked]) -> Iterator[Diagnostic]:
    """Once, at the first of them, the labels of options that have no place in the files."""
    unkept: dict[str, Row] = {}
    for each in asked:
        # Where the options cannot be used at all, that has been told.
        is_read = each.options or each.row["type"] == "choices"
        for raw, label in split_options(each.row["scale_options"], ())[0].items() if is_read else ():
            if label and label not in each.labels.get(raw, ()):
                unkept.setdefault(f"{label!r} for {raw!r}", each.row)
    if unkept:
        first = min(unkept.values(), key=lambda row: row.line)
        yield diagnostic(first.where("scale_options"), "label-not-kept", labels=", ".join(sorted(unkept)))


def _offer(row: Row, no_position: Collection[str]) -> tuple[str, Options, list[Diagnostic]]:
    """The question's type of ours and its options, `text` and none where the row's own cannot be used."""
    source, type_ = row["question_id"], TYPES.get(row["type"])
    if type_ is None:
        near = nearest(row["type"], TYPES)
        where = row.where("type")
        return "text", {}, [diagnostic(where, "unknown-type", word=row["type"], nearest=near, types=", ".join(TYPES))]
    if row["type"] == "choices":
        return "text", {}, [diagnostic(row.where("type"), "choices-as-text", question=source)]
    if type_ == "text":
        return "text", {}, []
    options, unclear = split_options(row["scale_options"], no_position)
    where = row.where("scale_options")
    if unclear:
        return "text", {}, [diagnostic(where, "unclear-option", option=each) for each in unclear]
    if NO_POSITION in map(folded, [*options, *options.values()]):
        return "text", {}, [diagnostic(where, "reserved-option", word=NO_POSITION)]
    if len(options) < 2:
        return "text", {}, [diagnostic(where, "too-few-options", question=source, count=len(options))]
    return type_, options, []


def _labelled(options: Options, sources: Iterable[str], labels: Labels) -> dict[str, str]:
    """The options with their labels, or else with the one that all answers to these questions give."""
    sources = list(sources)
    given = {raw: {each for source in sources for each in labels.get((source, raw), ())} for raw in options}
    return {raw: label or (min(given[raw]) if len(given[raw]) == 1 else "") for raw, label in options.items()}


def _three_way_yes_no(rows: Mapping[str, Row], offered: Mapping[str, tuple[str, Options]]) -> Iterator[Diagnostic]:
    """Once for each list of options that yes-or-no questions have beside yes and no."""
    seen: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for source, (type_, options) in offered.items():
        if type_ == "scale" and rows[source]["type"] == "yesno" and len(options) > 2:
            seen[tuple(options)].append(source)
    for options_, sources in seen.items():
        where = rows[sources[0]].where("scale_options")
        case = {"case": "one"} if len(sources) == 1 else {}
        yield diagnostic(where, "yes-no-options", options=", ".join(options_), questions=len(sources), **case)


def _unknown_spacing(
    rows: Mapping[str, Row],
    labelled: Mapping[str, tuple[tuple[str, str], ...]],
    scales: Mapping[tuple[tuple[str, str], ...], Scale],
) -> Iterator[Diagnostic]:
    """Once for each scale whose numbers do not say how far apart its options are."""
    seen = set()
    for source, options in labelled.items():
        if not scales[options].spacing and options not in seen:
            seen.add(options)
            words = ", ".join(raw for raw, _ in options)
            yield diagnostic(rows[source].where("scale_options"), "scale-spacing", options=words)


def question_value(asked: Asked, scale: str, topics: Mapping[str, str], language: str) -> dict[str, Value]:
    """The question as it is written in an election whose own scale is `scale`."""
    row = asked.row
    written: dict[str, Value] = {"id": asked.id}
    if asked.type != "scale":
        written["type"] = asked.type
    elif asked.scale and asked.scale.name != scale:
        written["scale"] = asked.scale.name
    if row["topic"]:
        written["topic"] = topics[row["topic"]]
    written["text"] = in_language(row["text"], asked.language, language)
    if asked.written:
        written["options"] = options_value(asked.written, asked.language, language)
    if row["info"]:
        written["background"] = in_language(Prose(row["info"]), asked.language, language)
    written["source-id"] = row["question_id"]
    return written


def options_value(options: Iterable[Mapping[str, Value]], language: str, default: str) -> list[Value]:
    """Options as they are written, with their labels in `language`."""
    return [{**each, "label": in_language(str(each["label"]), language, default)} for each in options]


def in_language(words: str | Prose, language: str, default: str) -> Value:
    """A text as it is written: alone in the default language, else below its language."""
    return words if language == default else {language: words}
