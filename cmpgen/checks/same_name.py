"""Two candidates of one constituency have the same name and the same party, or both have none.

Most likely one person has two files, and the answers are spread over both.

Bad:    name: Ada Obi in ada-obi.yaml, and name: Ada Obi in obi-ada.yaml
Good:   one file, with all of the answers
Good:   name: Ada Obi (North Street) and name: Ada Obi (Mill Lane), where they are two people
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.folding import folded
from cmpgen.model import Contest

CODE = "same-name"
SEVERITY = WARNING
MESSAGE = N_("{other!r} has this name and this party too")
HINT = N_("Keep one file if they are one person; if they are two, add what tells them apart, such as a place.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    first: dict[tuple[str, frozenset[str]], str] = {}
    for candidate in contest.candidates:
        # Without a name in the file there is the id, and ids differ.
        other = first.setdefault((folded(candidate.name), frozenset(candidate.parties)), candidate.id)
        if other != candidate.id:
            yield diagnostic(candidate.tree.value("name"), CODE, other=other)
