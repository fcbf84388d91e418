"""Two options have the same label, or one has the id of the other as its label.

An answer typed as that label could mean either. This holds of the options of a choice, and of those of a scale of the
election's own, in all its languages together.

Bad:    - id: both
          label: River
        - id: river
          label: Riverish
Good:   - id: both
          label: Both
        - id: river
          label: Riverish
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.folding import folded
from cmpgen.model import Election, Option
from cmpgen.texts import every_offer

CODE = "ambiguous-option"
SEVERITY = ERROR
MESSAGE = N_("{word!r} could mean {first!r} or {second!r}")
HINT = N_("Give each option a label that no other option has as its label or id.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for tree, steps, options in every_offer(election):
        first: dict[str, str] = {}
        for index, option in enumerate(options):
            # That there is no id is told by its shape.
            for word, place in _places(option).items() if option.id else ():
                if first.setdefault(word, option.id) != option.id:
                    where = tree.value(*steps, index, *place)
                    yield diagnostic(where, CODE, word=word, first=first[word], second=option.id)


def _places(option: Option) -> dict[str, tuple[str, ...]]:
    """Where each folded word that means this option stands in it."""
    return {folded(words): ("label", tag) for tag, words in option.label.items()} | {folded(option.id): ("id",)}
