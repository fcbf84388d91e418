"""Two candidates of one constituency have names that differ in their letters and look the same.

One may be meant to be taken for the other, or a letter was typed with the keyboard of another language.
Two who share one name, letter for letter, are for `same-name`.

Bad:    name: Ada Obi in one file, and the same with a Cyrillic А in another
Good:   name: Ada Obi and name: Ada N. Obi
"""

import re
from collections.abc import Iterator

from cmpgen.checks.same_name import may_be_one
from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.folding import folded
from cmpgen.lookalikes import skeleton
from cmpgen.model import Candidate, Contest

CODE = "confusable-names"
SEVERITY = WARNING
MESSAGE = N_("this name looks like that of {other!r} and is spelt with other letters")
HINT = N_("Type both names again, each with one keyboard; voters must be able to tell the two apart.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    first: dict[str, Candidate] = {}
    for candidate in contest.candidates:
        other = first.setdefault(skeleton(candidate.name), candidate)
        # A name in capitals is the same name; one with foreign letters is not, nor one with more spaces.
        is_same = folded(other.name) == folded(candidate.name)
        if not is_same or (_spaces(other) != _spaces(candidate) and not may_be_one(other, candidate)):
            yield diagnostic(candidate.tree.value("name"), CODE, other=other.id)


def _spaces(candidate: Candidate) -> list[str]:
    return re.findall(r"\s+", candidate.name)
