"""Values → YAML text of the strict subset: block style, prose below `|`, one way to write each value.

What `yamltree.read` makes of the text is the value that was written, character for character.
Every scalar is text: the caller turns numbers and dates into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from cmpgen.yamltree import characters

STEP = 2
"""Columns by which each level is indented."""

LONGEST_KEY = 500
"""Characters; YAML itself ends the keys of a mapping at 1,024."""

# A plain scalar is written only where it begins like a word, ends like one, and holds nothing that people
# or readers could take for the end of a name or the start of a comment. Addresses and times keep their colons.
_PLAIN = re.compile(r"(?:-?[0-9]|[^\W_])(?:[^\t\n]*\S)?")
_NOT_PLAIN = re.compile(r":(?!//|[0-9])|[：﹕∶꞉]|\s#")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that people will edit: written below `|`, even where it is one line."""

    words: str


@dataclass(frozen=True, slots=True)
class Commented:
    """A value with a comment of one line after it, or after its key where the value is a collection or prose.

    Of an empty text the comment stands above its key: behind it, it would swallow what people type at the line's end.
    `above` holds comment lines that stand above its key; an empty one is an empty line.
    """

    value: Value
    comment: str = ""
    above: Sequence[str] = ()


Value = str | Prose | Commented | Sequence["Value"] | Mapping[str, "Value"]


def unwritable(text: str) -> list[characters.Refused]:
    """The characters of `text` that the strict reader refuses, with or without quotes: no file can hold them."""
    return characters.refused(text, characters.unusual(text))[1]


def write(value: Mapping[str, Value] | Sequence[Value], *, heading: Sequence[str] = ()) -> str:
    """A file that holds `value`, below one comment line for each line of `heading`.

    Raises ValueError for what no file can hold: `unwritable` characters, and keys that are too long or broken.
    Callers look for these in foreign text first, and report them with their place.
    """
    comments = [f"# {_comment(line)}".rstrip() for line in heading]
    return "\n".join([*comments, *_collection(value, 0)]) + "\n"


def _collection(value: Mapping[str, Value] | Sequence[Value], indent: int) -> Iterator[str]:
    """The lines of a mapping or a sequence whose first column is `indent`."""
    if not value:
        yield " " * indent + ("{}" if isinstance(value, Mapping) else "[]")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _above(each, indent)
            yield from _entry(f"{_key(key)}:", each, indent)
    else:
        for each in value:
            yield from _above(each, indent)
            yield from _entry("-", each, indent)


def _above(value: Value, indent: int) -> Iterator[str]:
    if not isinstance(value, Commented):
        return
    for line in [*value.above, *([value.comment] if value.comment and value.value == "" else [])]:
        yield f"{' ' * indent}# {_comment(line)}" if line else ""


def _is_beside(value: Value) -> TypeGuard[Commented]:
    """Whether a comment stands on the line of the value itself."""
    return isinstance(value, Commented) and value.comment != "" and value.value != ""


def _entry(start: str, value: Value, indent: int) -> Iterator[str]:
    """The lines of one key or list item: `start` is `key:` or `-`."""
    comment = f"  # {_comment(value.comment)}" if _is_beside(value) else ""
    if isinstance(value, Commented):
        value = value.value
    margin = " " * indent
    if isinstance(value, str | Prose):
        scalar, *below = _scalar(value)
        yield f"{margin}{start} {scalar}".rstrip(" ") + comment
        for line in below:
            yield f"{margin}{' ' * STEP}{line}" if line else ""
    elif isinstance(value, Commented):
        raise ValueError("a value has two comments")
    elif not value:
        yield f"{margin}{start} {'{}' if isinstance(value, Mapping) else '[]'}{comment}"
    elif start == "-" and not comment:
        first, *rest = list(_collection(value, indent + STEP))
        yield f"{margin}- {first[indent + STEP :]}"
        yield from rest
    else:
        yield f"{margin}{start}{comment}"
        yield from _collection(value, indent + STEP)


def _scalar(value: str | Prose) -> list[str]:
    """What stands after the key, then the lines below it without their indentation."""
    text = value.words if isinstance(value, Prose) else value
    if any(unwritable(text)):
        raise ValueError(f"{text!r} holds characters that cannot be written")
    if (isinstance(value, Prose) or "\n" in text) and text.strip():
        return _literal(text)
    return [_on_one_line(text) if text else ""]


def _literal(text: str) -> list[str]:
    """`text` below `|`, which keeps its lines as they are."""
    # Without a digit the first line that is not empty says how far the text is indented.
    digit = str(STEP) if re.match(r"\n*[ \t]", text) else ""
    *lines, last = text.split("\n")
    ending = "-"
    if not last:
        ending = "+" if not lines[-1] else ""
    else:
        lines.append(last)
    return [f"|{digit}{ending}", *lines]


def _on_one_line(text: str) -> str:
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text):
        return text
    if "\n" in text or "\t" in text or ("'" in text and '"' not in text and "\\" not in text):
        return f'"{text.translate(_ESCAPES)}"'
    return "'" + text.replace("'", "''") + "'"


def _key(key: str) -> str:
    if not key or "\n" in key or len(key) > LONGEST_KEY or any(unwritable(key)):
        raise ValueError(f"{key[:LONGEST_KEY]!r} cannot be a key")
    return _on_one_line(key)


def _comment(line: str) -> str:
    if "\n" in line or any(unwritable(line)):
        raise ValueError(f"{line!r} cannot be a comment of one line")
    return line
