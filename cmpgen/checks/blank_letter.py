"""A name or a label holds a letter that is drawn as nothing.

It passes for a space and is none: whoever searches for the name does not find it, and two names can differ in it alone.
A name of nothing else is missing.

Bad:    name: Ada Obi, with U+3164 between the two words
Good:   name: Ada Obi, with a space
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.lookalikes import blank, skeleton
from cmpgen.model import Contest, Election
from cmpgen.texts import every_text
from cmpgen.yamltree import Tree
from cmpgen.yamltree.characters import name_of

CODE = "blank-letter"
SEVERITY = WARNING
MESSAGE = N_("{words!r} holds {character}, which nobody sees")
HINT = N_("Delete it, and type a space where one belongs.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for written in every_text(election):
        if written.name or "label" in written.steps:
            for tag, words in written.text.items():
                yield from _in(words, written.tree, *written.steps, tag)


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        yield from _in(candidate.name, candidate.tree, "name")


def _in(words: str, tree: Tree, *steps: str | int) -> Iterator[Diagnostic]:
    if words.isascii():
        return
    if not skeleton(words):
        field = "label" if "label" in steps else "name"
        yield diagnostic(tree.value(*steps), "missing-field", field=field)
    elif character := blank(words):
        yield diagnostic(tree.value(*steps), CODE, words=words, character=name_of(character))
