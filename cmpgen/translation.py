"""The words of a project's own for the interface, looked at before they are used: what they would hide or break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmpgen.ids import LANGUAGE_TAG

MOST_FORMS = 6
"""Forms of a plural; no language has more."""

_LINE = re.compile(r"""(?:msg(?:id|id_plural|str|ctxt|str\[\d\])\s+)?"(?:[^"\\]|\\.)*"\s*""")
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)")
_FILLED = re.compile(r"%%|%\((\w+)\)s")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Fault(ValueError):
    """Why a catalogue cannot be used, and the line, counted from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def check(language: str, text: str) -> set[str]:
    """See that what a .po file says can be shown instead of the words that it stands for. Raises `Fault`.

    Returns the messages of which it gives the plural too.
    """
    if not LANGUAGE_TAG.fullmatch(language):
        near = language.replace("_", "-")
        meant = f": call it {near}.po" if LANGUAGE_TAG.fullmatch(near) else ""
        raise Fault(1, f"it is not called by a language, such as fr.po or pt-BR.po{meant}")
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#") and not _LINE.fullmatch(line.strip()):
            raise Fault(number, f"this is no message between quotes: {line.strip()[:40]}")
        if (forms := _FORMS.search(line)) and int(forms[1]) > MOST_FORMS:
            raise Fault(number, f"no language has {forms[1][:9]} forms of a plural")
    plurals = set()
    for entry in _entries(lines):
        _check(entry)
        if "msgid_plural" in entry and any(words for name, (_, words) in entry.items() if name.startswith("msgstr")):
            plurals.add(entry["msgid"][1])
    return plurals


def _entries(lines: list[str]) -> Iterator[dict[str, tuple[int, str]]]:
    """Each message that counts: its parts by their keywords, each with its line and its words."""
    entry: dict[str, tuple[int, str]] = {}
    last = ""
    is_fuzzy = False
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if not words or words.startswith("#"):
            if words.startswith("#,") and "fuzzy" in words:
                if not is_fuzzy:
                    yield entry
                entry, is_fuzzy = {}, True
            continue
        keyword = words.partition('"')[0].strip()
        if keyword == "msgid" and "msgid" in entry:
            if not is_fuzzy:
                yield entry
            entry, is_fuzzy = {}, False
        last = keyword or last
        first, said = entry.get(last, (number, ""))
        entry[last] = (first, said + "".join(_WORD.findall(words)))
    if not is_fuzzy:
        yield entry


def _check(entry: dict[str, tuple[int, str]]) -> None:
    line, message = entry.get("msgid", (1, ""))
    said = {name: each for name, each in entry.items() if name.startswith("msgstr")}
    if not message:
        return
    if not said:
        raise Fault(line, "no msgstr stands below this msgid")
    asked = {*_FILLED.findall(message + entry.get("msgid_plural", (0, ""))[1])} - {""}
    for number, words in said.values():
        filled = {*_FILLED.findall(words)} - {""}
        if words and not words.strip():
            raise Fault(number, "this says nothing")
        if "%" in _FILLED.sub("", words):
            raise Fault(number, "a percent sign that fills in nothing is written twice: %%")
        if words and (filled - asked or (asked - filled and "msgid_plural" not in entry)):
            wanted = ", ".join(f"%({each})s" for each in sorted(asked)) or "nothing"
            raise Fault(number, f"{wanted} is to be filled in here, just as in the msgid")
