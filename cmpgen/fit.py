"""A tree and a shape → values of that shape, and every fault of shape with its place.

Validate, report, drop the faulty parts, validate again: what is left is sound, and its meaning is checked in this run.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError

from cmpgen.diagnostics import MOST_OF_A_KIND, Diagnostic, diagnostic, nearest
from cmpgen.fields import Text, is_link, kind_of
from cmpgen.shapes import AnswerShape, Shape
from cmpgen.yamltree import Tree
from cmpgen.yamltree.lines import clip

Step = str | int
Steps = tuple[Step, ...]
Shaped = TypeVar("Shaped")

# A fault can hide another below it; every round removes at least one part, and nobody nests deeper than this.
MOST_ROUNDS = 32

NO_VALUE = False
"""Stands for the value of a name that has no colon, so that it is not taken for an empty field; no field accepts it."""

EXPECTED = {
    "model_type": "lines of 'name: value'",
    "model_attributes_type": "lines of 'name: value'",
    "dict_type": "lines of 'name: value'",
    "list_type": "a list",
    "string_type": "text",
}


@dataclass(frozen=True, slots=True)
class Fitted(Generic[Shaped]):
    """The values that are sound, and the paths of the parts that were refused.

    Among these are the paths of absent fields for which a misspelt one was meant: what it holds is not known either.
    """

    value: Shaped
    refused: frozenset[Steps]


def fit(tree: Tree, adapter: TypeAdapter[Shaped], empty: Shaped) -> tuple[Fitted[Shaped], list[Diagnostic]]:
    """Read `tree` as the adapter's shape; `empty` is the value of a file that is wholly of another shape."""
    data = tree.plain(NO_VALUE)
    found: list[Diagnostic] = []
    refused: set[Steps] = set()
    without_colon: dict[Steps, list[Diagnostic]] = {}
    for _ in range(MOST_ROUNDS):
        try:
            value = adapter.validate_python(data)
            break
        except ValidationError as error:
            for each in error.errors(include_url=False):
                steps = tuple(each["loc"])
                if each["input"] is NO_VALUE:
                    without_colon.setdefault(steps[:-1], []).append(_without_colon(tree, steps))
                else:
                    fault = _fault(tree, adapter, steps, dict(each), guess=len(found) < MOST_OF_A_KIND)
                    found.append(fault)
                    refused.update(_meant(data, steps, fault))
                steps = steps[:-1] if steps and steps[-1] == "[key]" else steps
                refused.add(_prune(data, steps))
            if () in refused:
                value = empty
                break
    else:
        refused, value = {()}, empty
    # Between one pair of braces several commas are one misunderstanding.
    found.extend(min(each, key=lambda fault: fault.where) for each in without_colon.values())
    touched = {each[:length] for each in refused for length in range(len(each) + 1)}
    found.extend(_missing(tree, value, (), refused, touched))
    return Fitted(value, frozenset(refused)), found


def _fault(tree: Tree, adapter: TypeAdapter[Any], steps: Steps, error: dict[str, Any], guess: bool) -> Diagnostic:
    kind = error["type"]
    if kind == "extra_forbidden":
        known = sorted(_fields(adapter, steps[:-1]))
        word = str(steps[-1])
        facts = {"field": word, "nearest": nearest(word, known) if guess else "", "known": ", ".join(known)}
        case = {"case": "answer"} if {*known} == AnswerShape.known else {}
        return diagnostic(tree.key(*steps), "unknown-field", **facts, **case)
    if steps and steps[-1] == "[key]":
        return diagnostic(tree.key(*steps[:-1]), kind, **error.get("ctx", {}))
    if kind in EXPECTED:
        facts = {"expected": EXPECTED[kind], "found": kind_of(error["input"])}
        return diagnostic(tree.value(*steps), "wrong-shape", **facts, **_wrong(steps, EXPECTED[kind], error["input"]))
    if kind == "wrong-shape":
        facts = error["ctx"]
        return diagnostic(tree.value(*steps), kind, **facts, **_wrong(steps, facts["expected"], error["input"]))
    facts = {"field": _name(steps)} | error.get("ctx", {})
    # A text can be refused for one of the names in it, and is refused as a whole.
    inside = facts.pop("inside", None)
    where = tree.value(*steps) if inside is None else tree.key(*steps, inside)
    return diagnostic(where, kind, **facts)


def _without_colon(tree: Tree, steps: Steps) -> Diagnostic:
    """A name between braces that has no colon: mostly what follows a comma, where a text was meant."""
    where, words, field = tree.key(*steps), clip(str(steps[-1])), _name(steps[:-1])
    case = "text" if field in _texts() else "answer" if steps[0] == "answers" and len(steps) > 2 else "braces"
    return diagnostic(where, "missing-colon", words=words, field=field, case=case)


def _meant(data: Any, steps: Steps, fault: Diagnostic) -> Iterator[Steps]:
    """The path of the field that an unknown one at this path is a slip of, where it is absent."""
    if fault.code != "unknown-field":
        return
    near = dict(fault.facts)["nearest"]
    for step in steps[:-1]:
        if not _has(data, step):
            return
        data = data[step]
    if near and isinstance(data, dict) and data.get(near, "") == "":
        yield (*steps[:-1], near)


def _wrong(steps: Steps, expected: str, found: object) -> dict[str, str]:
    """What stands in the wrong shape, and which of the hints of `wrong-shape` fits best, with what it needs."""
    if not steps:
        return {"field": _name(steps), "case": "file"}
    last = steps[-1]
    if isinstance(last, int):
        field = f"item {last + 1} of {_name(steps)}"
        return {"field": field, "case": "plain-item" if expected == "text" else "item"}
    if isinstance(found, str) and last in SHOWN:
        return {"field": last, "case": last} | SHOWN[last](found)
    if steps[0] == "answers" and last == "position":
        case = "position"
    elif expected.startswith("text"):
        case = "text" if last in _texts() else "line"
    elif expected == EXPECTED["list_type"]:
        case = "items" if isinstance(found, str) else ""
    else:
        case = "hyphens" if isinstance(found, list) else ""
    return {"field": last, "case": case}


@functools.cache
def _texts() -> frozenset[str]:
    """The names of the fields that hold a text."""
    text = get_args(Text)[0]
    every = (field for shape in Shape.__subclasses__() for field in shape.model_fields.values())
    return frozenset(str(each.alias) for each in every if each.annotation == text)


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


@functools.cache
def _schema(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    return adapter.json_schema()


def _fields(adapter: TypeAdapter[Any], steps: Steps) -> set[str]:
    """The names of the fields that a mapping at this path may have."""
    schema = _schema(adapter)
    definitions = schema.get("$defs", {})

    def resolve(part: dict[str, Any]) -> dict[str, Any]:
        while True:
            if "$ref" in part:
                part = definitions[part["$ref"].rsplit("/", 1)[-1]]
            elif "anyOf" in part:
                part = next((each for each in part["anyOf"] if each.get("type") != "null"), {})
            else:
                return part

    part = resolve(schema)
    for step in steps:
        if isinstance(step, int):
            inner = part.get("items", {})
        else:
            inner = part.get("properties", {}).get(step) or part.get("additionalProperties", {})
        part = resolve(inner if isinstance(inner, dict) else {})
    return set(part.get("properties", ()))


def _prune(data: Any, steps: Steps) -> Steps:
    """Take the deepest part along this path out of `data`, and return its path; () where nothing is there to take.

    A short form ends earlier than the path that pydantic names: then it is the short form that goes.
    """
    parent: Any = data
    for depth, step in enumerate(steps):
        if not _has(parent, step):
            return ()
        if depth == len(steps) - 1 or not _has(parent[step], steps[depth + 1]):
            _take(parent, step)
            return steps[: depth + 1]
        parent = parent[step]
    return ()


def _has(parent: Any, step: Step) -> bool:
    if isinstance(parent, dict):
        return step in parent
    return isinstance(parent, list) and isinstance(step, int) and step < len(parent)


def _take(parent: Any, step: Step) -> None:
    if isinstance(parent, dict):
        del parent[step]
    else:
        # An item of a list leaves its place empty, for the others keep their index: as a text, or else as a mapping.
        parent[step] = "" if parent[step] == {} or (isinstance(parent[step], str) and parent[step]) else {}


@functools.cache
def _inner(shape: type[Shape]) -> tuple[tuple[str, str], ...]:
    """The fields of a shape that hold other shapes, each with its name in the file."""
    fields = shape.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _holds_shape(field.annotation))


def _holds_shape(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return True
    return any(_holds_shape(each) for each in get_args(annotation))


def _is_absent(value: object) -> bool:
    """Whether nothing was written; a text may have languages without words."""
    return not value or (isinstance(value, dict) and not any(value.values()))


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
        for name, written in _inner(shape):
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
