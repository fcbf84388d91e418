"""Every link that volunteers wrote in YAML, with its place; those in prose are for `prose` and `content`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cmpgen.diagnostics import Where
from cmpgen.model import Contest, Election
from cmpgen.yamltree import Tree


class Link(NamedTuple):
    """An address, the tree and the path where it stands."""

    address: str
    tree: Tree
    steps: tuple[str | int, ...]

    @property
    def where(self) -> Where:
        return self.tree.value(*self.steps)


def of_election(election: Election) -> Iterator[Link]:
    """The links of election.yaml, of the questions and of the constituencies' questions."""
    tree = election.tree
    if election.site:
        yield Link(election.site, tree, ("site",))
    if election.forge:
        yield Link(election.forge.url, tree, ("forge", "url"))
    for id_, party in election.parties.items():
        if party.url:
            yield Link(party.url, tree, ("parties", id_, "url"))
    for question in election.every_question():
        for index, citation in enumerate(question.sources):
            if citation.url:
                yield Link(citation.url, question.tree, ("sources", index, "url"))
        if question.based_on.startswith(("http://", "https://")):
            yield Link(question.based_on, question.tree, ("based-on",))
        if question.evidence:
            yield Link(question.evidence, question.tree, ("evidence",))


def of_contest(contest: Contest) -> Iterator[Link]:
    """The links of the candidates: their own, and the sources of their answers."""
    for candidate in contest.candidates:
        for kind, link in candidate.links.items():
            if link:
                yield Link(link, candidate.tree, ("links", kind))
        for id_, answer in candidate.answers.items():
            if answer.origin and answer.origin.url:
                yield Link(answer.origin.url, candidate.tree, ("answers", id_, "source", "url"))
