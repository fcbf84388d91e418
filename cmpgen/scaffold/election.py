"""A new election, from nothing or from an older one, and its constituencies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from cmpgen.layout import QUESTIONNAIRES, schema_line
from cmpgen.scaffold.languages import CONSTITUENCY, ELECTION, QUESTION, Translating
from cmpgen.yamltree import Plain, read
from cmpgen.yamlwrite import Commented, Prose, Value, write

File = Mapping[str, Value] | Sequence[Value]

KEPT = (
    "terms",
    "scale",
    "scales",
    "method",
    "topics",
    "regions",
    "parties",
    "publisher",
    "funding",
    "panel",
    "licence",
    "contact",
    "site",
    "forge",
    "comment-limit",
)
"""What a new election takes over from an older one; its title, dates and order seed are its own."""

KEPT_OF_CONSTITUENCY = ("name", "region", "seats", "source-id")

TOPICS: Mapping[str, Value] = {"first-topic": "A first topic"}


def new_election(
    id_: str,
    *,
    title: str,
    date: str,
    languages: Sequence[str] = (),
    old: str = "",
    texts: Mapping[str, str] | None = None,
    questions: Collection[str] = (),
) -> dict[str, str]:
    """The files of a new election, by path.

    `old` is the id of an election in `texts` whose constituencies, parties, regions and settings are carried over.
    Of its questions those named by `questions` come along, local ones too; where none is named, all national ones.
    Of its texts come those in the `languages`, where any are given; raises NoWords where a text has none in the first.
    """
    folder = f"{QUESTIONNAIRES}/{id_}"
    before = _plain(texts or {}, f"{QUESTIONNAIRES}/{old}/election.yaml") if old else {}
    spoken_before = _listed(before.get("languages", ""))
    spoken = list(languages) or spoken_before or ["en"]
    translate = Translating(spoken_before or ["en"], spoken)
    settings = {name: before[name] for name in KEPT if before.get(name)}
    settings = {name: each for name, each in translate.all(settings, ELECTION, "election.yaml").items() if each}
    value = _election(title, date, spoken, {name: _value(each) for name, each in settings.items()})
    files: dict[str, File] = {f"{folder}/election.yaml": value}
    if old:
        files |= _carried(folder, f"{QUESTIONNAIRES}/{old}", texts or {}, questions, translate)
    translate.refuse()
    return {path: write(each, heading=[schema_line(path)]) for path, each in files.items()}


def new_constituency(election: str, id_: str, name: str, region: str = "") -> dict[str, str]:
    """The file of a constituency without questions of its own yet, by path."""
    path = f"{QUESTIONNAIRES}/{election}/constituencies/{id_}.yaml"
    value: dict[str, Value] = {
        "name": name,
        "region": Commented(region, "one of the regions in election.yaml; may stay empty"),
        "seats": Commented("1", "how many are elected"),
        "questions": Commented(
            "",
            above=[
                "",
                "Questions that only this constituency is asked, such as:",
                "  - id: new-stadium",
                "    text: The council should pay for the new stadium.",
                "    evidence: https://example.org/minutes   # where the issue was raised",
            ],
        ),
    }
    return {path: write(value, heading=[schema_line(path)])}


def _election(title: str, date: str, languages: list[str], settings: dict[str, Value]) -> dict[str, Value]:
    def given(name: str, otherwise: Value, comment: str) -> Value:
        return Commented(settings.get(name, otherwise), comment)

    first: dict[str, Value] = {
        "format": Commented("1", "of these files; leave it as it is"),
        "title": title,
        "date": Commented(date, "year-month-day, everywhere"),
        "languages": Commented(languages, "the first is the default"),
        "publisher": given("publisher", "", "who runs this; shown on every page"),
        "contact": given("contact", "", "an e-mail address for voters and candidates"),
        "licence": given("licence", "CC-BY-4.0", "of the data"),
        "site": given("site", "", "the site's own address, such as https://riverland.example.org"),
        "funding": given("funding", "", "who pays for it; longer texts stand below a |"),
        "panel": given("panel", "", "who chose the questions, and how"),
        "answers-due": Commented("", "the date that candidates are told"),
        "closed": Commented("false", "set to true after the vote"),
        "order-seed": Commented("", "drawn in public after nominations; decides the order of candidates"),
        "comment-limit": given("comment-limit", "500", "characters, the same for everyone"),
        "scale": given("scale", "agree-5", "agree-3 | agree-4 | agree-5 | agree-7 | yes-no"),
        "topics": given("topics", TOPICS, "id: name, in the order in which they are shown"),
        "regions": given("regions", "", "id: name, where there are any"),
        "parties": given("parties", "", "below it an id for each, and further in its name"),
        "forge": given("forge", "", "where these files are kept: kind, url and branch below it"),
    }
    return {**first, **{name: each for name, each in settings.items() if name not in first}}


def _carried(
    folder: str, before: str, texts: Mapping[str, str], picked: Collection[str], translate: Translating
) -> dict[str, File]:
    """The older election's questions and constituencies in the new one's folder."""
    files: dict[str, File] = {}
    national = _plain_list(texts, f"{before}/questions.yaml")
    kept = [each for each in national if not picked or each.get("id") in picked]
    if kept:
        chosen = translate.each(kept, QUESTION, "questions.yaml")
        files[f"{folder}/questions.yaml"] = [_value(each) for each in chosen]
    for path in sorted(texts):
        if path.startswith(f"{before}/constituencies/"):
            plain, name = _plain(texts, path), path.rsplit("/", 1)[1]
            here = {field: plain[field] for field in KEPT_OF_CONSTITUENCY if plain.get(field)}
            asked = plain.get("questions", [])
            listed = asked if isinstance(asked, list) else []
            local = [each for each in listed if isinstance(each, dict) and each.get("id") in picked]
            value: dict[str, Value] = {
                field: _value(each) for field, each in translate.all(here, CONSTITUENCY, name).items()
            }
            if local:
                value["questions"] = [_value(each) for each in translate.each(local, QUESTION, name)]
            files[f"{folder}/constituencies/{name}"] = value
    return files


def _plain(texts: Mapping[str, str], path: str) -> dict[str, Plain]:
    """What a file says, as far as it can be read; whoever calls has looked for faults."""
    tree, _ = read(path, texts[path]) if path in texts else (None, [])
    plain = tree.plain() if tree else {}
    return plain if isinstance(plain, dict) else {}


def _plain_list(texts: Mapping[str, str], path: str) -> list[dict[str, Plain]]:
    tree, _ = read(path, texts[path]) if path in texts else (None, [])
    plain = tree.plain() if tree else []
    return [each for each in plain if isinstance(each, dict)] if isinstance(plain, list) else []


def _listed(plain: Plain) -> list[str]:
    return [str(each) for each in plain] if isinstance(plain, list) else [str(plain)] if plain else []


def _value(plain: Plain) -> Value:
    """The same for writing: a text of several lines below `|`."""
    if isinstance(plain, dict):
        return {name: _value(each) for name, each in plain.items()}
    if isinstance(plain, list):
        return [_value(each) for each in plain]
    return Prose(plain) if "\n" in plain else plain
