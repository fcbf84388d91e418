"""A word of a name mixes letters of several scripts, such as Latin with Cyrillic.

It reads right and is another word: nobody finds it by searching, and a screen reader stumbles over it.
Ideographs, kana and Hangul may stand beside any letters.

Bad:    name: Ada Obi, with a Cyrillic О
Good:   name: Ada Obi
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.lookalikes import mixed
from cmpgen.model import Contest, Election
from cmpgen.texts import every_text
from cmpgen.yamltree import Tree

CODE = "mixed-scripts"
SEVERITY = WARNING
MESSAGE = N_("{word!r} mixes letters of {scripts}")
HINT = N_("Type the word again with one keyboard.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for written in every_text(election):
        if written.name:
            for tag, words in written.text.items():
                yield from _in(words, written.tree, *written.steps, tag)


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        yield from _in(candidate.name, candidate.tree, "name")


def _in(words: str, tree: Tree, *steps: str | int) -> Iterator[Diagnostic]:
    found = mixed(words)
    if found:
        word, scripts = found
        yield diagnostic(tree.value(*steps), CODE, word=word, scripts=" and ".join(scripts))
