"""Every link that volunteers wrote in YAML, with its place; those in prose are for `prose` and `content`."""

from __future__ import annotations

from collections.abc import Iterator

from cmpgen.diagnostics import Where
from cmpgen.model import Contest, Election

Link = tuple[Where, str]


def of_election(election: Election) -> Iterator[Link]:
    """The links of election.yaml, of the questions and of the constituencies' questions."""
    tree = election.tree
    if election.site:
        yield tree.value("site"), election.site
    if election.forge:
        yield tree.value("forge", "url"), election.forge.url
    for id_, party in election.parties.items():
        if party.url:
            yield tree.value("parties", id_, "url"), party.url
    for question in election.every_question():
        for index, citation in enumerate(question.sources):
            if citation.url:
                yield question.tree.value("sources", index, "url"), citation.url
        if question.based_on.startswith(("http://", "https://")):
            yield question.tree.value("based-on"), question.based_on
        if question.evidence:
            yield question.tree.value("evidence"), question.evidence


def of_contest(contest: Contest) -> Iterator[Link]:
    """The links of the candidates: their own, and the sources of their answers."""
    for candidate in contest.candidates:
        for kind, link in candidate.links.items():
            if link:
                yield candidate.tree.value("links", kind), link
        for id_, answer in candidate.answers.items():
            if answer.origin and answer.origin.url:
                yield candidate.tree.value("answers", id_, "source", "url"), answer.origin.url
