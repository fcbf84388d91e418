"""Every text of an election that is written once for all languages, and every list of options, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cmpgen.model import Election, Option, Question, Text
from cmpgen.yamltree import Mapping, Tree


class Written(NamedTuple):
    """A text, the tree and the path where it stands.

    A `name` may well be the same in every language; for a `term` the interface has a word of its own in each.
    """

    tree: Tree
    steps: tuple[str | int, ...]
    text: Text
    name: bool = False
    term: bool = False

    @property
    def by_language(self) -> bool:
        """Whether it stands there as a mapping from language to words, and not as one text."""
        return isinstance(self.tree.at(*self.steps).root, Mapping)


class Offer(NamedTuple):
    """The options of a choice or of a scale of the election's own, the tree and the path where they stand."""

    tree: Tree
    steps: tuple[str, ...]
    options: tuple[Option, ...]


def every_text(election: Election) -> Iterator[Written]:
    """The texts of election.yaml, of the questions and of the constituencies; not the candidates' own words."""
    tree = election.tree
    yield Written(tree, ("title",), election.title)
    for id_, words in election.topics.items():
        yield Written(tree, ("topics", id_), words)
    for id_, words in election.regions.items():
        yield Written(tree, ("regions", id_), words, name=True)
    for id_, party in election.parties.items():
        yield Written(tree, ("parties", id_, "name"), party.name, name=True)
    for term, words in election.terms.items():
        yield Written(tree, ("terms", term), words, name=True, term=True)
    yield Written(tree, ("publisher",), election.publisher, name=True)
    yield Written(tree, ("funding",), election.funding)
    yield Written(tree, ("panel",), election.panel)
    for question in election.every_question():
        yield from _of_question(question)
    for offer in every_offer(election):
        for index, option in enumerate(offer.options):
            yield Written(offer.tree, (*offer.steps, index, "label"), option.label)
    for constituency in election.constituencies.values():
        yield Written(constituency.tree, ("name",), constituency.name, name=True)


def _of_question(question: Question) -> Iterator[Written]:
    tree = question.tree
    yield Written(tree, ("text",), question.text)
    yield Written(tree, ("easy",), question.easy)
    yield Written(tree, ("background",), question.background)
    yield Written(tree, ("for",), question.arguments_for)
    yield Written(tree, ("against",), question.arguments_against)
    for index, citation in enumerate(question.sources):
        yield Written(tree, ("sources", index, "title"), citation.title, name=True)


def every_offer(election: Election) -> Iterator[Offer]:
    """The options that volunteers wrote: those of a scale once, however many questions use it."""
    for name, options in election.scales.items():
        yield Offer(election.tree, ("scales", name), options)
    for question in election.every_question():
        if question.type == "choice":
            yield Offer(question.tree, ("options",), question.options)
