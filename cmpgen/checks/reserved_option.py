"""An option has an id or a label that already means something in every answer.

`no-position` says that a candidate was asked and took no position.
What the site itself says where there is no answer, or to a voter who wants to give none, is the label of no option.

Bad:    - id: no-position
          label: I do not know
Bad:    - id: pass
          label: Skip
Good:   leave it out: `no-position` can be answered to every question
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.folding import bare, named
from cmpgen.lookalikes import skeleton
from cmpgen.model import NO_POSITION, UNANSWERED, Election
from cmpgen.texts import every_offer

CODE = "reserved-option"
SEVERITY = ERROR
MESSAGE = N_("{word!r} can be answered to every question, so it cannot be an option of one")
MESSAGES = {"label": N_("{word!r} is what the site itself says where there is no answer")}
HINT = N_("Remove this option, or give it another id if it is a position.")
HINTS = {"label": N_("Remove this option, or give it another label if it is a position.")}
"""What is wrong with a label and what to do, by the fact `case`."""


def check_election(election: Election) -> Iterator[Diagnostic]:
    said = {_read(NO_POSITION)} | {_read(words) for message in UNANSWERED for words in election.said[message]}
    for tree, steps, options in every_offer(election):
        for index, option in enumerate(options):
            if NO_POSITION in named(option):
                yield diagnostic(tree.key(*steps, index), CODE, word=NO_POSITION)
                continue
            for tag, words in option.label.items():
                if _read(words) in said:
                    yield diagnostic(tree.value(*steps, index, "label", tag), CODE, word=words, case="label")


def _read(words: str) -> str:
    """What a hurried reader sees of `words`."""
    return bare(skeleton(words))
