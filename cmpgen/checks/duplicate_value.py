"""A list names the same party, place or language twice.

Bad:    party: [river-party, river-party]
Good:   party: river-party
"""

from collections.abc import Iterator, Sequence

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest, Election
from cmpgen.yamltree import Tree

CODE = "duplicate-value"
SEVERITY = ERROR
MESSAGE = N_("{word!r} stands twice in {field!r}")
HINT = N_("Delete one of the two, or write the one that was meant.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    # Two that differ in their capitals alone would be one folder on many disks.
    yield from _twice(election.tree, "languages", [each.lower() for each in election.languages])
    for question in election.every_question():
        yield from _twice(question.tree, "asked-in", question.asked_in)


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        if len(candidate.parties) > 1:
            yield from _twice(candidate.tree, "party", candidate.parties)


def _twice(tree: Tree, field: str, words: Sequence[str]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, word in enumerate(words):
        if word in seen:
            yield diagnostic(tree.value(field, index), CODE, word=word, field=field)
        seen.add(word)
