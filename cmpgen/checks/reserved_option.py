"""An option has an id that already means something in every answer.

`no-position` says that a candidate was asked and took no position.

Bad:    - id: no-position
          label: I do not know
Good:   leave it out: `no-position` can be answered to every question
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.folding import named
from cmpgen.model import NO_POSITION, Election
from cmpgen.texts import every_offer

CODE = "reserved-option"
SEVERITY = ERROR
MESSAGE = N_("{word!r} can be answered to every question, so it cannot be an option of one")
HINT = N_("Remove this option, or give it another id if it is a position.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for tree, steps, options in every_offer(election):
        for index, option in enumerate(options):
            if NO_POSITION in named(option):
                yield diagnostic(tree.key(*steps, index), CODE, word=NO_POSITION)
