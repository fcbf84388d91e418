"""A tree and a shape → values of that shape, and every fault of shape with its place.

Faulty parts are left out: what is left is sound, and its meaning is checked in this run.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cmpgen.diagnostics import MOST_OF_A_KIND, Diagnostic, diagnostic, nearest
from cmpgen.fields import Text, is_link
from cmpgen.kinds import LIST, ONE_LINE, REFUSED, TEXT, Fault, Shape, Step, Steps, reader
from cmpgen.shapes import AnswerShape
from cmpgen.yamltree import Tree
from cmpgen.yamltree.lines import clip

Shaped = TypeVar("Shaped")

NO_VALUE = False
"""Stands for the value of a name that has no colon, so that it is not taken for an empty field; no field accepts it."""


@dataclass(frozen=True, slots=True)
class Fitted(Generic[Shaped]):
    """The values that are sound, and the paths of the parts that were refused.

    Among these are the paths of absent fields for which a misspelt one was meant: what it holds is not known either.
    """

    value: Shaped
    refused: frozenset[Steps]


def fit(tree: Tree, shape: type[Shaped]) -> tuple[Fitted[Shaped], list[Diagnostic]]:
    """Read `tree` as this shape, or as a list of shapes; a file that is wholly of another shape is an empty one."""
    data = tree.plain(NO_VALUE)
    faults: list[Fault] = []
    kind: Any = shape
    value: Shaped = reader(kind)(data, (), faults)
    found: list[Diagnostic] = []
    refused: set[Steps] = set()
    without_colon: dict[Steps, list[Diagnostic]] = {}
    for each in faults:
        if each.value is NO_VALUE:
            without_colon.setdefault(each.steps[:-1], []).append(_without_colon(tree, each.steps))
        else:
            fault = _told(tree, each, guess=len(found) < MOST_OF_A_KIND)
            found.append(fault)
            refused.update(_meant(data, each, fault))
        refused.add(_standing(data, each.steps))
    # Between one pair of braces several commas are one misunderstanding.
    found.extend(min(each, key=lambda fault: fault.where) for each in without_colon.values())
    if value is REFUSED:
        value = shape()
    touched = {each[:length] for each in refused for length in range(len(each) + 1)}
    found.extend(_missing(tree, value, (), refused, touched))
    return Fitted(value, frozenset(refused)), found


def _told(tree: Tree, fault: Fault, guess: bool) -> Diagnostic:
    steps, facts = fault.steps, fault.facts
    if fault.code == "unknown-field":
        known = sorted(facts["shape"].fields)
        word = str(steps[-1])
        near = nearest(word, known) if guess else ""
        case = {"case": "answer"} if facts["shape"] is AnswerShape else {}
        return diagnostic(tree.key(*steps), fault.code, field=word, nearest=near, known=", ".join(known), **case)
    if fault.is_name:
        return diagnostic(tree.key(*steps), fault.code, **facts)
    if fault.code == "wrong-shape":
        return diagnostic(tree.value(*steps), fault.code, **facts, **_wrong(steps, facts["expected"], fault.value))
    # A text can be refused for one of the names in it, and is refused as a whole.
    inside = facts.get("inside")
    where = tree.value(*steps) if inside is None else tree.key(*steps, inside)
    facts = {"field": _name(steps)} | {name: each for name, each in facts.items() if name != "inside"}
    return diagnostic(where, fault.code, **facts)


def _without_colon(tree: Tree, steps: Steps) -> Diagnostic:
    """A name between braces that has no colon: mostly what follows a comma, where a text was meant."""
    where, words, field = tree.key(*steps), clip(str(steps[-1])), _name(steps[:-1])
    case = "text" if field in _texts() else "answer" if steps[0] == "answers" and len(steps) > 2 else "braces"
    return diagnostic(where, "missing-colon", words=words, field=field, case=case)


def _meant(data: Any, fault: Fault, told: Diagnostic) -> Iterator[Steps]:
    """The path of the field, or of the id, that a faulty one at this path is a slip of, where it is absent."""
    if told.code != "unknown-field" and not (told.code == "bad-id" and fault.is_name):
        return
    *above, _ = fault.steps
    near = dict(told.facts)["nearest"]
    for step in above:
        if not _has(data, step):
            return
        data = data[step]
    if near and isinstance(data, dict) and data.get(near, "") == "":
        yield (*above, str(near))


def _wrong(steps: Steps, expected: str, found: object) -> dict[str, str]:
    """What stands in the wrong shape, and which of the hints of `wrong-shape` fits best, with what it needs."""
    if not steps:
        return {"field": _name(steps), "case": "file"}
    last = steps[-1]
    if isinstance(last, int):
        field = f"item {last + 1} of {_name(steps)}"
        return {"field": field, "case": "plain-item" if expected == TEXT else "item"}
    if expected == ONE_LINE:
        return {"field": last, "case": "one-line"}
    if isinstance(found, str) and last in SHOWN:
        return {"field": last, "case": last} | SHOWN[last](found)
    if steps[0] == "answers" and last == "position":
        case = "position"
    elif expected.startswith(TEXT):
        case = "text" if last in _texts() else "line"
    elif expected == LIST:
        case = "items" if isinstance(found, str) else ""
    else:
        case = "hyphens" if isinstance(found, list) else ""
    return {"field": last, "case": case}


@functools.cache
def _texts() -> frozenset[str]:
    """The names of the fields that hold a text."""
    every = (field for shape in Shape.__subclasses__() for field in shape.fields.items())
    return frozenset(written for written, (_, kind) in every if kind == Text)


_DATED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[\s,;:]+(?:by|via|per|with)?\b)?\s*(.*)", re.DOTALL)


def _contact(words: str) -> str:
    """A date and a means as the two sides of a line; the example where `words` begin with no date."""
    found = _DATED.match(words)
    return f"{found[1]}: {clip(found[2]) or 'email'}" if found else "2027-03-20: email"


SHOWN: Mapping[str, Callable[[str], dict[str, str]]] = {
    "source": lambda words: {},
    "links": lambda words: {"words": words if is_link(words) else "https://…"},
    "contacted": lambda words: {"words": _contact(words)},
    "forge": lambda words: {
        "words": words if is_link(words) else "https://…",
        "kind": "gitlab" if "gitlab" in words else "forgejo" if "codeberg" in words else "github",
    },
}
"""The fields of which the hint shows the lines to write, with what a text in their place says for them."""


def _name(steps: Steps) -> str:
    """The name of the field at the end of a path: the last step that is no index."""
    return next((step for step in reversed(steps) if isinstance(step, str)), "this file")


def _standing(data: Any, steps: Steps) -> Steps:
    """The deepest part along this path that is in `data`: a short form ends earlier than what it stands for."""
    for depth, step in enumerate(steps):
        if not _has(data, step):
            return steps[:depth]
        data = data[step]
    return steps


def _has(parent: Any, step: Step) -> bool:
    if isinstance(parent, dict):
        return step in parent
    return isinstance(parent, list) and isinstance(step, int) and step < len(parent)


def _is_absent(value: object) -> bool:
    """Whether nothing was written but blanks; a text may have languages without words."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(map(_is_absent, value.values()))
    return value is None or (isinstance(value, list) and not any(value))


def _missing(tree: Tree, value: object, steps: Steps, refused: set[Steps], touched: set[Steps]) -> Iterator[Diagnostic]:
    """A `missing-field` for each required field that is absent, unless it is there and was refused.

    `touched` are the paths of what was refused and of all above it.
    """
    if steps in refused:
        return
    if isinstance(value, Shape):
        shape = type(value)
        for name in shape.required:
            if _is_absent(getattr(value, name)) and (*steps, name) not in touched:
                yield diagnostic(tree.key(*steps), "missing-field", field=name)
        for name, written in shape.inner:
            inner = getattr(value, name)
            if inner:
                yield from _missing(tree, inner, (*steps, written), refused, touched)
    elif isinstance(value, dict):
        for key, inner in value.items():
            # Among thousands of answers, those without a source have nothing that could be missing.
            if type(inner) is not AnswerShape or inner.source is not None:
                yield from _missing(tree, inner, (*steps, key), refused, touched)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _missing(tree, inner, (*steps, index), refused, touched)
