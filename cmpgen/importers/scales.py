"""The options that a foreign table offers for a question → a built-in scale, an election's own scale, or a choice."""

from __future__ import annotations

import decimal
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from cmpgen.folding import folded
from cmpgen.importers.names import avoiding, ids
from cmpgen.model import NO_POSITION
from cmpgen.questions.scales import BUILT_IN
from cmpgen.yamlwrite import Value

LARGEST = 10**9
"""A scale's values are below it: numbers of nine digits."""

_PART = re.compile(r"(?:\A|(?<=\|))((?:\\[\\|]|[^|])*+)(?:\||\Z)")
_ESCAPED = re.compile(r"\\([\\|])")
_NUMBER = re.compile(r"[-+\u2212]?[0-9]{1,9}(?:\.[0-9]{1,9})?")

Options = Mapping[str, str]
"""What can be answered, in the order given: raw value → label, which may be empty."""

Words = Mapping[str, Collection[str]]
"""What each option of the built-in scales is called, by its id."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale: its name, the option's id for each raw value, and its options as written, none where it is built in.

    `spacing` says whether the distances between the options are known: from numbers, or because there are only words.
    """

    name: str
    ids: Mapping[str, str]
    options: tuple[Mapping[str, Value], ...] = ()
    spacing: bool = True


def split_options(cell: str, no_position: Collection[str]) -> tuple[Options, list[str]]:
    r"""The options of a cell such as `yes|no` or `1=Yes|2=No`, without those of `no_position`, and what is unclear.

    An option is unclear where it is empty or stands twice.
    A bar or a backslash that belongs to a label has a backslash before it.

    >>> split_options(r"a=A \| B|b", ())
    ({'a': 'A | B', 'b': ''}, [])
    """
    options: dict[str, str] = {}
    unclear = []
    for part in _PART.findall(cell) if cell else []:
        raw, _, label = _ESCAPED.sub(r"\1", part).partition("=")
        if raw in options or not raw:
            unclear.append(raw)
        elif raw not in no_position:
            options[raw] = label
    return options, unclear


def choice_options(options: Options) -> tuple[Mapping[str, str], tuple[Mapping[str, Value], ...]]:
    """The id of each raw value, and the options of an unordered choice as they are written."""
    option_ids = _option_ids(options)
    return option_ids, tuple({"id": option_ids[raw], "label": label or raw} for raw, label in options.items())


def scales_of(
    offered: Collection[tuple[tuple[str, str], ...]], words: Words
) -> dict[tuple[tuple[str, str], ...], Scale]:
    """A scale for each distinct list of raw values and labels, named after its options."""
    own = {each: _option_ids(dict(each)) for each in offered}
    meant: dict[str, set[str]] = defaultdict(set)
    for id_, called in words.items():
        for word in called:
            meant[folded(word)].add(id_)
    built_in = {
        each: name
        for each, found in own.items()
        if (name := _built_in(tuple(found.values()))) and not _contradicts(each, found, meant)
    }
    # A list of options has no id of its own, so its whole text stands for one.
    sources = {"|".join(f"{raw}={label}" for raw, label in each): each for each in own if each not in built_in}
    together = {source: " ".join(own[each].values()) for source, each in sources.items()}
    names = ids(together, "scale", free=avoiding(BUILT_IN))
    scales = {each: Scale(name, own[each]) for each, name in built_in.items()}
    for source, each in sources.items():
        values, known = _values([raw for raw, _ in each])
        options = [
            {"id": own[each][raw], "label": label or raw, "value": str(value)}
            for (raw, label), value in zip(each, values, strict=True)
        ]
        # A scale is written from its lowest value to its highest, whichever way the source wrote it.
        in_order = tuple(reversed(options)) if values[0] > values[-1] else tuple(options)
        scales[each] = Scale(names[source], own[each], in_order, known)
    return scales


def _option_ids(options: Options) -> dict[str, str]:
    return ids({raw: raw for raw in options}, "option", free=avoiding({NO_POSITION}))


def _built_in(option_ids: Sequence[str]) -> str:
    """The built-in scale that has these options in this order or the other; empty where none has."""
    for name, scale in BUILT_IN.items():
        own = tuple(option.id for option in scale)
        if own in (tuple(option_ids), tuple(reversed(option_ids))):
            return name
    return ""


def _contradicts(
    options: Iterable[tuple[str, str]], option_ids: Mapping[str, str], meant: Mapping[str, Collection[str]]
) -> bool:
    """Whether a label is what another built-in option is called, as in `yes=No`: the source means that one.

    `meant` holds the built-in options that each folded word means.
    """
    known = ((raw, meant[folded(label)]) for raw, label in options if folded(label) in meant)
    return any(option_ids[raw] not in means for raw, means in known)


def _values(raws: Sequence[str]) -> tuple[list[int], bool]:
    """Where each option stands, rising or falling, and whether that is known.

    Numbers keep their distances (decimals are multiplied by a power of ten until they are whole); words are equally
    spaced. It is not known where numbers and words are mixed, where numbers repeat or go up and down, or are too large.
    """
    equally_spaced = list(range(1, len(raws) + 1))
    numbers = [decimal.Decimal(raw.replace("\u2212", "-")) for raw in raws if _NUMBER.fullmatch(raw)]
    if not numbers:
        return equally_spaced, True
    places = max(0, *(-int(each.normalize().as_tuple().exponent) for each in numbers))
    whole = [int(each.scaleb(places)) for each in numbers]
    rising = sorted(set(whole))
    if len(numbers) < len(raws) or whole not in (rising, rising[::-1]) or max(map(abs, whole)) >= LARGEST:
        return equally_spaced, False
    return whole, True
