"""The kinds of value that a file can hold: how each is read, and how a YAML editor sees it.

A shape is a class whose annotations name the kind of each field. A kind is a type that is `Annotated` with a `Kind`,
or a list, a dictionary or a shape of such, or one of these with a short form. Nothing stops at the first fault: what is
refused is told with its steps, and all else is read. The reader of a shape is put together once, from functions.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import NoneType
from typing import Annotated, Any, ClassVar, NamedTuple, get_args, get_origin

Step = str | int
Steps = tuple[Step, ...]

MAPPING, LIST, TEXT, ONE_LINE = "lines of 'name: value'", "a list", "text", "one line of text"
"""What a volunteer would call these shapes of a value."""

NAMES: dict[type, str] = {str: TEXT, dict: MAPPING, list: LIST}


class Refusal(Exception):
    """A value is refused: by the code of a page in `cmpgen/checks/`, with the facts that its words need."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class Fault(NamedTuple):
    """What was refused, before it has a place. `is_name`: not the value at these steps, but its name."""

    steps: Steps
    value: object
    code: str
    facts: dict[str, Any]
    is_name: bool = False


Read = Callable[[Any, Steps, list[Fault]], Any]
"""Reads a value that stands at these steps. What is wrong with it is added to the faults; `REFUSED` if all of it is."""

REFUSED: Any = object()


def wrong_shape(expected: str, found: object) -> Refusal:
    return Refusal("wrong-shape", expected=expected, found=NAMES.get(type(found), "something else"))


class Kind:
    """Annotates a value that is read from a text by itself; `read` raises `Refusal`.

    `seen` is its JSON Schema: editors take some texts for numbers or flags, and an empty one for null.
    """

    __slots__ = ("read", "seen")

    def __init__(self, read: Callable[[object], Any], seen: Mapping[str, Any]) -> None:
        self.read, self.seen = read, seen

    def reader(self, _: Any) -> Read:
        own = self.read

        def read(value: Any, steps: Steps, faults: list[Fault]) -> Any:
            try:
                return own(value)
            except Refusal as refusal:
                return _refused(refusal, value, steps, faults)

        return read

    def schema(self, _: Any) -> dict[str, Any]:
        return {**self.seen}


class Before:
    """Annotates a value of which there is a short form: `whole` makes it the whole one, or raises `Refusal`.

    `seen` is the JSON Schema of both, from that of the whole one.
    """

    __slots__ = ("seen", "whole")

    def __init__(self, whole: Callable[[Any], Any], seen: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self.whole, self.seen = whole, seen

    def reader(self, inner: Any) -> Read:
        whole, rest = self.whole, reader(inner)

        def read(value: Any, steps: Steps, faults: list[Fault]) -> Any:
            try:
                made = whole(value)
            except Refusal as refusal:
                return _refused(refusal, value, steps, faults)
            count = len(faults)
            result = rest(made, steps, faults)
            # A short form stands for one thing, and goes as a whole.
            is_short = type(made) is not type(value)
            return REFUSED if is_short and len(faults) > count else result

        return read

    def schema(self, inner: Any) -> dict[str, Any]:
        return self.seen(schema(inner))


class Shape:
    """A mapping with known fields. An empty value of a known field is the same as an absent one.

    What a volunteer put where a field's name belongs may be words of a candidate, so an unknown name is refused even
    when nothing follows it. A field that is absent has its default; which ones are `required` is told elsewhere, so
    that the rest of a file with faults can be checked in the same run. Values are never changed.
    """

    required: ClassVar[tuple[str, ...]] = ()
    fields: ClassVar[Mapping[str, tuple[str, Any]]] = {}
    """By its name in a file, each field's name here and its kind."""
    inner: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The fields that hold other shapes: each one's name here, and in a file."""

    def __init_subclass__(cls) -> None:
        cls.fields = {each.rstrip("_").replace("_", "-"): (each, kind) for each, kind in cls.__annotations__.items()}
        cls.inner = tuple((name, written) for written, (name, kind) in cls.fields.items() if shapes_in(kind))


@functools.cache
def reader(kind: Any) -> Read:
    """What reads values of this kind."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        annotation: Kind | Before
        held, annotation = inner
        return annotation.reader(held)
    if origin is list:
        return _list_reader(*inner)
    if origin is dict:
        return _dict_reader(*inner)
    if NoneType in inner:
        return reader(inner[0])
    return _shape_reader(kind)


def _list_reader(item: Any) -> Read:
    read_item = reader(item)
    # A refused item leaves its place empty, for the others keep their index.
    empty: Callable[[], Any] = item if isinstance(item, type) else str

    def read(value: Any, steps: Steps, faults: list[Fault]) -> Any:
        if type(value) is not list:
            return _refused(wrong_shape(LIST, value), value, steps, faults)
        made = [read_item(each, (*steps, index), faults) for index, each in enumerate(value)]
        return [empty() if each is REFUSED else each for each in made]

    return read


def _dict_reader(key: Any, item: Any) -> Read:
    read_key, read_item = None if key is str else reader(key), reader(item)

    def read(value: Any, steps: Steps, faults: list[Fault]) -> Any:
        if type(value) is not dict:
            return _refused(wrong_shape(MAPPING, value), value, steps, faults)
        made = {}
        for name, each in value.items():
            here = (*steps, name)
            known, count = name, len(faults)
            if read_key is not None and (known := read_key(name, here, faults)) is REFUSED:
                # With the value of the pair, which tells whether there is a colon.
                faults[count:] = [fault._replace(is_name=True, value=each) for fault in faults[count:]]
            found = read_item(each, here, faults)
            if known is not REFUSED and found is not REFUSED:
                made[known] = found
        return made

    return read


def _shape_reader(shape: type[Shape]) -> Read:
    fields = {written: (name, reader(kind)) for written, (name, kind) in shape.fields.items()}

    def read(value: Any, steps: Steps, faults: list[Fault]) -> Any:
        if type(value) is not dict:
            return _refused(wrong_shape(MAPPING, value), value, steps, faults)
        made = shape()
        own = made.__dict__
        for written, each in value.items():
            if written not in fields:
                faults.append(Fault((*steps, written), each, "unknown-field", {"shape": shape}))
            elif each != "":
                name, read_field = fields[written]
                field = read_field(each, (*steps, written), faults)
                if field is not REFUSED:
                    own[name] = field
        return made

    return read


def _refused(refusal: Refusal, value: object, steps: Steps, faults: list[Fault]) -> Any:
    faults.append(Fault(steps, value, refusal.code, refusal.facts))
    return REFUSED


def schema(kind: Any) -> dict[str, Any]:
    """The JSON Schema of values of this kind, in which shapes are named as definitions."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        annotation: Kind | Before
        held, annotation = inner
        return annotation.schema(held)
    if origin is list:
        return {"items": _held(inner[0]), "type": "array"}
    if origin is dict:
        item = _held(inner[1])
        if inner[0] is str:
            return {"additionalProperties": item, "type": "object"}
        names = {schema(inner[0])["pattern"]: item}
        return {"patternProperties": names, "type": "object", "additionalProperties": False}
    if NoneType in inner:
        return schema(inner[0])
    return {"$ref": f"#/definitions/{kind.__name__}"}


def _held(kind: Any) -> dict[str, Any]:
    """The JSON Schema of what a list or a dictionary holds; null where it may be left empty."""
    faults: list[Fault] = []
    reader(kind)("", (), faults)
    return schema(kind) if faults else or_null(schema(kind))


def or_null(part: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing at all: an editor takes an empty text for null."""
    if "enum" in part:
        return {**part, "enum": [*part["enum"], None]}
    if "anyOf" in part:
        return {**part, "anyOf": [*part["anyOf"], {"type": "null"}]}
    if "type" not in part:
        return {"anyOf": [part, {"type": "null"}]}
    types = part["type"] if isinstance(part["type"], list) else [part["type"]]
    return {**part, "type": [*types, "null"]}


def shapes_in(kind: Any) -> set[type[Shape]]:
    """The shapes that values of this kind hold, without those inside these."""
    if isinstance(kind, type) and issubclass(kind, Shape):
        return {kind}
    return {shape for each in get_args(kind) for shape in shapes_in(each)}
