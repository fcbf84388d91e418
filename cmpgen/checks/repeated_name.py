"""Two constituencies of one region, two parties, topics or regions, or two elections are called the same.

Names that differ in capitals, accents, or letters that look alike are the same to whoever reads them in a hurry.
A party that is called what the site says of candidates without one is such a case too.

Bad:    name: North Bank in north-bank.yaml, and name: North Bank in old-harbour.yaml
Good:   name: North Bank and name: North Bank, Upper Town
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.folding import folded
from cmpgen.lookalikes import skeleton
from cmpgen.model import NO_PARTY, Election, Text
from cmpgen.yamltree import Tree

CODE = "repeated-name"
SEVERITY = WARNING
MESSAGE = N_("{word!r} reads like the name of {other!r}")
MESSAGES = {"no-party": N_("{word!r} is what the site says of whoever has no party")}
HINT = N_("If both are one, keep one of them; if they are two, add what tells them apart, such as a place or a year.")
HINTS = {"no-party": N_("Leave out 'party:' in the files of candidates without one, and remove this party.")}
"""What is wrong and what to do in the other case, by the fact `case`."""


class _Named(NamedTuple):
    """What has a name, and where that stands; what is in another `place` is told apart by that."""

    id: str
    tree: Tree
    steps: tuple[str, ...]
    name: Text
    place: str = ""


def check_election(election: Election) -> Iterator[Diagnostic]:
    tree = election.tree
    parties = [_Named(each.id, tree, ("parties", each.id, "name"), each.name) for each in election.parties.values()]
    yield from _alike(_Named(id_, tree, ("topics", id_), words) for id_, words in election.topics.items())
    yield from _alike(_Named(id_, tree, ("regions", id_), words) for id_, words in election.regions.items())
    yield from _alike(parties)
    constituencies = election.constituencies.values()
    yield from _alike(_Named(each.id, each.tree, ("name",), each.name, each.region) for each in constituencies)
    for party in parties:
        for tag, words in party.name.items():
            if folded(words) in election.said[NO_PARTY]:
                yield diagnostic(tree.value(*party.steps, tag), CODE, word=words, other=NO_PARTY, case="no-party")


def between(elections: Iterable[Election]) -> Iterator[Diagnostic]:
    """A fault of each election that has the title of an earlier one."""
    in_time = sorted(elections, key=lambda each: (each.date, each.id))
    return _alike(_Named(each.id, each.tree, ("title",), each.title) for each in in_time)


def _alike(named: Iterable[_Named]) -> Iterator[Diagnostic]:
    """A fault of each that reads like an earlier one, at its name in the first language in which it does."""
    first: dict[tuple[str, str, str], str] = {}
    for each in named:
        others = {tag: first.setdefault(_read(each, tag, words), each.id) for tag, words in each.name.items()}
        tag = next((tag for tag, other in others.items() if other != each.id), None)
        if tag is not None:
            yield diagnostic(each.tree.value(*each.steps, tag), CODE, word=each.name[tag], other=others[tag])


def _read(named: _Named, tag: str, words: str) -> tuple[str, str, str]:
    return named.place, tag, folded(skeleton(words))
