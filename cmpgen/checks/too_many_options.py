"""A question or a scale offers more options than anybody can choose from.

Every pair of options has its points, so a thousand of them would also make pages that no phone can load.

Bad:    a list of a thousand options
Good:   a question for each thing that is to be decided
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "too-many-options"
SEVERITY = ERROR
MESSAGE = N_("{name!r} offers {count} options, and at most {limit} can be shown")
HINT = N_("Offer fewer, or ask several questions.")

LIMIT = 100


def check_election(election: Election) -> Iterator[Diagnostic]:
    for name, options in election.scales.items():
        if len(options) > LIMIT:
            yield diagnostic(election.tree.key("scales", name), CODE, name=name, count=len(options), limit=LIMIT)
    for question in election.every_question():
        if question.type == "choice" and len(question.options) > LIMIT:
            where = question.tree.key("options")
            yield diagnostic(where, CODE, name=question.id, count=len(question.options), limit=LIMIT)
