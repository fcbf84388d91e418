"""Two options of one question have labels that differ in their letters and look the same.

Nobody can tell which of the two they choose. Two that are spelt alike are for `ambiguous-option`.

Bad:    label: Both, and another label: Both with a soft hyphen in it
Good:   label: Both, and label: Neither
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.folding import folded
from cmpgen.lookalikes import skeleton
from cmpgen.model import Election
from cmpgen.texts import every_offer

CODE = "confusable-options"
SEVERITY = WARNING
MESSAGE = N_("this label looks like that of {other!r} and is spelt with other letters")
HINT = N_("Type both labels again, each with one keyboard; voters must be able to tell the two apart.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for tree, steps, options in every_offer(election):
        first: dict[tuple[str, str], tuple[str, str]] = {}
        for index, option in enumerate(options):
            for language, words in option.label.items():
                other, label = first.setdefault((language, skeleton(words)), (option.id, words))
                if folded(label) != folded(words):
                    yield diagnostic(tree.value(*steps, index, "label", language), CODE, other=other)
