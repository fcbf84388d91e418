"""A tree and a shape → values of that shape, and every fault of shape with its place.

Validate, report, drop the faulty parts, validate again: what is left is sound, and its meaning is checked in this run.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError

from cmpgen.diagnostics import Diagnostic, diagnostic, nearest
from cmpgen.fields import kind_of
from cmpgen.shapes import AnswerShape, Shape
from cmpgen.yamltree import Tree

Step = str | int
Steps = tuple[Step, ...]
Shaped = TypeVar("Shaped")

# A fault can hide another below it; every round removes at least one part, and nobody nests deeper than this.
MOST_ROUNDS = 32

EXPECTED = {
    "model_type": "lines of 'name: value'",
    "model_attributes_type": "lines of 'name: value'",
    "dict_type": "lines of 'name: value'",
    "list_type": "a list",
    "string_type": "text",
}


@dataclass(frozen=True, slots=True)
class Fitted(Generic[Shaped]):
    """The values that are sound, and the paths of the parts that were refused."""

    value: Shaped
    refused: frozenset[Steps]


def fit(tree: Tree, adapter: TypeAdapter[Shaped], empty: Shaped) -> tuple[Fitted[Shaped], list[Diagnostic]]:
    """Read `tree` as the adapter's shape; `empty` is the value of a file that is wholly of another shape."""
    data = tree.plain()
    found: list[Diagnostic] = []
    refused: set[Steps] = set()
    for _ in range(MOST_ROUNDS):
        try:
            value = adapter.validate_python(data)
            break
        except ValidationError as error:
            for each in error.errors(include_url=False):
                steps = tuple(each["loc"])
                found.append(_fault(tree, adapter, steps, dict(each)))
                steps = steps[:-1] if steps and steps[-1] == "[key]" else steps
                refused.add(_prune(data, steps))
            if () in refused:
                return Fitted(empty, frozenset(refused)), found
    else:
        return Fitted(empty, frozenset({()})), found
    found.extend(_missing(tree, value, (), refused))
    return Fitted(value, frozenset(refused)), found


def _fault(tree: Tree, adapter: TypeAdapter[Any], steps: Steps, error: dict[str, Any]) -> Diagnostic:
    kind = error["type"]
    if kind == "extra_forbidden":
        known = sorted(_fields(adapter, steps[:-1]))
        word = str(steps[-1])
        return diagnostic(
            tree.key(*steps), "unknown-field", field=word, nearest=nearest(word, known), known=", ".join(known)
        )
    if steps and steps[-1] == "[key]":
        return diagnostic(tree.key(*steps[:-1]), kind, **error.get("ctx", {}))
    if kind in EXPECTED:
        return diagnostic(
            tree.value(*steps),
            "wrong-shape",
            expected=EXPECTED[kind],
            found=kind_of(error["input"]),
            field=_name(steps),
            case=_case(steps, error["input"]),
        )
    facts = error.get("ctx", {})
    return diagnostic(tree.value(*steps), kind, **({"field": _name(steps)} | facts))


def _case(steps: Steps, found: object) -> str:
    """Which of the hints of `wrong-shape` fits best; empty where none does better than another."""
    if not steps:
        return "file"
    if steps[-1] == "source" and isinstance(found, str):
        return "source"
    return "hyphens" if isinstance(found, list) and isinstance(steps[-1], str) else ""


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
        # An item of a list leaves its place empty, for the others keep their index.
        parent[step] = "" if isinstance(parent[step], str) else {}


@functools.cache
def _inner(shape: type[Shape]) -> tuple[tuple[str, str], ...]:
    """The fields of a shape that hold other shapes, each with its name in the file."""
    fields = shape.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _holds_shape(field.annotation))


def _holds_shape(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return True
    return any(_holds_shape(each) for each in get_args(annotation))


def _missing(tree: Tree, value: object, steps: Steps, refused: set[Steps]) -> Iterator[Diagnostic]:
    """A `missing-field` for each required field that is absent, unless it is there and was refused."""
    if steps in refused:
        return
    if isinstance(value, Shape):
        shape = type(value)
        for name in shape.required:
            if not getattr(value, name) and (*steps, name) not in refused:
                yield diagnostic(tree.key(*steps), "missing-field", field=name)
        for name, written in _inner(shape):
            inner = getattr(value, name)
            if inner:
                yield from _missing(tree, inner, (*steps, written), refused)
    elif isinstance(value, dict):
        for key, inner in value.items():
            # Among thousands of answers, those without a source have nothing that could be missing.
            if type(inner) is not AnswerShape or inner.source is not None:
                yield from _missing(tree, inner, (*steps, key), refused)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _missing(tree, inner, (*steps, index), refused)
