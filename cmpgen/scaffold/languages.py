"""An older election's texts in the languages of a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cmpgen.yamltree import Plain

TEXT, NAME, TERM = "text", "name", "term"
"""What stands there: words to be translated; a name, which may be the same everywhere; a word that may be absent."""

Places = str | Mapping[str, "Places"]
"""Which parts of a value are texts; "*" is any key, or any item of a list."""

QUESTION: Places = {
    **dict.fromkeys(("text", "easy", "background", "for", "against"), TEXT),
    "sources": {"*": {"title": NAME}},
    "options": {"*": {"label": TEXT}},
}
CONSTITUENCY: Places = {"name": NAME}
ELECTION: Places = {
    "publisher": NAME,
    "funding": TEXT,
    "panel": TEXT,
    "terms": {"*": TERM},
    "topics": {"*": TEXT},
    "regions": {"*": NAME},
    "parties": {"*": {"name": NAME}},
    "scales": {"*": {"*": {"label": TEXT}}},
}

MOST_NAMED = 3
"""Texts that a refusal names; it counts the others."""


class NoWords(Exception):
    """Texts have no words in the language that a new election needs most; says which, in one sentence."""


class Translating:
    """Leaves out of each text the languages that are not `after`, and remembers those that then say nothing.

    The first language of both is the default: a text without a language is in it.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self.before, self.after = before, after
        self.wordless: list[str] = []

    def all(self, values: Mapping[str, Plain], places: Places, where: str) -> dict[str, Plain]:
        """The parts of a mapping."""
        found = self._within({**values}, places, where)
        return found if isinstance(found, dict) else {}

    def each(self, values: Sequence[Mapping[str, Plain]], places: Places, where: str) -> list[Plain]:
        """The items of a list, each a mapping with an id."""
        return [self._within({**each}, places, f"{where} {each.get('id', '')}".rstrip()) for each in values]

    def refuse(self) -> None:
        """Raise NoWords where a text said nothing."""
        if self.wordless:
            named = ", ".join(self.wordless[:MOST_NAMED])
            more = len(self.wordless) - MOST_NAMED
            rest = f" and {more} more" if more > 0 else ""
            raise NoWords(
                f"there are no words in '{self.after[0]}' for {named}{rest}; "
                f"write them there first, or begin with --language {self.before[0]}"
            )

    def _within(self, value: Plain, places: Places, where: str) -> Plain:
        if self.before[0] == self.after[0] and {*self.before} <= {*self.after}:
            return value
        if isinstance(places, str):
            return self._text(value, places, where)
        if isinstance(value, list):
            item = places.get("*")
            return value if item is None else [self._within(each, item, where) for each in value]
        if not isinstance(value, dict):
            return value
        found: dict[str, Plain] = {}
        for name, part in value.items():
            below = places.get(name) or places.get("*")
            found[name] = part if below is None else self._within(part, below, f"{where} {name}")
        return {name: part for name, part in found.items() if part != "" or value[name] == ""}

    def _text(self, value: Plain, kind: str, where: str) -> Plain:
        words = value if isinstance(value, dict) else {self.before[0]: value}
        kept = {tag: words[tag] for tag in words if tag in self.after and words[tag]}
        first = self.after[0]
        if not any(words.values()):
            return value
        if kind == TERM and not kept:
            return ""
        if kind == NAME and first not in kept:
            return words.get(self.before[0]) or next(iter(words.values()))
        if kind == TEXT and first not in kept:
            self.wordless.append(where)
            return value
        return kept[first] if kept.keys() == {first} else kept
