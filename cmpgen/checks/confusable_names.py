"""Two candidates of one constituency have names that differ in their letters and look the same.

One may be meant to be taken for the other, or a letter was typed with the keyboard of another language.
Two who share one name, letter for letter, are for `same-name`.

Bad:    name: Ada Obi in one file, and the same with a Cyrillic А in another
Good:   name: Ada Obi and name: Ada N. Obi
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.folding import folded
from cmpgen.lookalikes import skeleton
from cmpgen.model import Contest

CODE = "confusable-names"
SEVERITY = WARNING
MESSAGE = N_("this name looks like that of {other!r} and is spelt with other letters")
HINT = N_("Type both names again, each with one keyboard; voters must be able to tell the two apart.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, str]] = {}
    for candidate in contest.candidates:
        looks = skeleton(candidate.name)
        other, name = first.setdefault(looks, (candidate.id, candidate.name))
        # A name in capitals is the same name; one with foreign letters is not.
        if folded(name) != folded(candidate.name):
            yield diagnostic(candidate.tree.value("name"), CODE, other=other)
