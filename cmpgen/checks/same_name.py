"""Two candidates of one constituency have the same name, and not two different parties.

Most likely one person has two files, and the answers are spread over both.

Bad:    name: Ada Obi in ada-obi.yaml, and name: Ada Obi in obi-ada.yaml
Good:   one file, with all of the answers
Good:   name: Ada Obi (North Street) and name: Ada Obi (Mill Lane), where they are two people
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.folding import folded
from cmpgen.model import Candidate, Contest

CODE = "same-name"
SEVERITY = WARNING
MESSAGE = N_("{other!r} has this name too, and no other party")
HINT = N_("Keep one file if they are one person; if they are two, add what tells them apart, such as a place.")


def may_be_one(first: Candidate, second: Candidate) -> bool:
    """Whether two candidates of one name can be one person, as far as their parties say."""
    return set(first.parties) == set(second.parties) or not (first.parties and second.parties)


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    before: dict[str, dict[frozenset[str], str]] = {}
    for candidate in contest.candidates:
        # Without a name in the file there is the id, and ids differ; a party that was refused may be any.
        if "party" in candidate.unreadable:
            continue
        same = before.setdefault(folded(candidate.name), {})
        parties = frozenset(candidate.parties)
        other = same.get(parties) or (next(iter(same.values()), "") if not parties else same.get(frozenset()))
        if other:
            yield diagnostic(candidate.tree.value("name"), CODE, other=other)
        same.setdefault(parties, candidate.id)
