"""The order in which a constituency's candidates stand, wherever they are listed: never the alphabet.

    ballot order      where every standing candidate has a place on the ballot paper
    seeded order      else: by SHA-256 of "<seed>:<constituency>:<candidate>", written in UTF-8

The seed is the election's `order-seed`, to be drawn in public after nominations, or its id where none is given.
With a seed drawn late nobody can choose a name, or an id, that comes first; anyone can compute the order again:

    printf '%s' 'drawn-2027:north-bank:ada-obi' | sha256sum
"""

from __future__ import annotations

import hashlib

from cmpgen.model import Candidate, Contest, Election, Party

BALLOT = "ballot"
SEEDED = "seeded"
STANDING = "standing"


def rule(contest: Contest) -> str:
    """BALLOT or SEEDED; BALLOT only where all who stand have a place, for half an order favours those who have one."""
    places = [candidate.ballot for candidate in contest.candidates if candidate.status == STANDING]
    return BALLOT if places and None not in places else SEEDED


def seed(election: Election) -> str:
    """What the seeded order is drawn from."""
    return election.order_seed or election.id


def lot(election: Election, *names: str) -> str:
    """The lot of what these ids name: 64 hexadecimal digits, lowest first."""
    return hashlib.sha256(":".join((seed(election), *names)).encode()).hexdigest()


def candidates(contest: Contest) -> tuple[Candidate, ...]:
    """The candidates in the order of the contest's rule.

    Who shares a place on the ballot stands by lot; who withdrew and has none comes last.
    """
    on_paper = rule(contest) == BALLOT

    def key(candidate: Candidate) -> tuple[bool, int, str]:
        place = candidate.ballot if on_paper else 0
        return (place is None, place or 0, lot(contest.election, contest.constituency.id, candidate.id))

    return tuple(sorted(contest.candidates, key=key))


def parties(election: Election) -> tuple[Party, ...]:
    """The parties by lot, drawn from "<seed>:parties:<party>"."""
    return tuple(sorted(election.parties.values(), key=lambda party: lot(election, "parties", party.id)))
