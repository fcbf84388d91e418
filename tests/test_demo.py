"""`cmpgen demo`: sound elections of any size, the same bytes from the same seed."""

from __future__ import annotations

import hashlib

import pytest

from cmpgen.compile import compile_project
from cmpgen.demo import Size, demo


def fingerprint(files: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:16]


@pytest.mark.parametrize("languages", [("en",), ("en", "fr", "cs")])
def test_a_synthetic_election_has_no_faults(languages: tuple[str, ...]) -> None:
    files = dict(demo(Size(constituencies=4, candidates=30, national=12, local=3), seed=5, languages=languages))

    compiled, found = compile_project(files)

    assert found == []
    (election,) = compiled.elections
    assert sum(len(contest.candidates) for contest in election.contests) == 30
    assert {len(contest.questions) for contest in election.contests} == {15}
    assert {len(contest.candidates) for contest in election.contests} == {7, 8}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    size = Size(constituencies=2, candidates=6, national=4, local=1)

    one, same, other = (dict(demo(size, seed, ["en"])) for seed in (7, 7, 8))

    assert one == same and one != other
    # Written down, so that another version of Python, or another machine, must give them too.
    assert fingerprint(one) == "edcd5d208797af64"


def test_a_constituency_stays_as_it_is_when_others_are_added() -> None:
    few = dict(demo(Size(2, 14, 5, 2), seed=3, languages=["en"]))
    many = dict(demo(Size(4, 28, 5, 2), seed=3, languages=["en"]))

    here = [path for path in few if "place-00001" in path]

    assert len(here) == 8 and all(few[path] == many[path] for path in here)


def test_comments_are_as_long_as_those_of_a_real_election() -> None:
    compiled, found = compile_project(dict(demo(Size(20, 140, 30, 3), seed=1, languages=["en"])))

    assert found == []
    (election,) = compiled.elections
    candidates = [candidate for contest in election.contests for candidate in contest.candidates]
    answers = [answer for candidate in candidates for answer in candidate.answers.values()]
    lengths = sorted(len(words) for answer in answers for words in answer.comment.values())
    # Half of the Czech Senate's comments of 2022 have 56 to 172 characters, and the middle one 96.
    assert 0.3 < len(lengths) / len([each for each in answers if each.origin is None]) < 0.37
    for place, length in ((0.25, 56), (0.5, 96), (0.75, 172)):
        assert abs(lengths[int(len(lengths) * place)] - length) <= 10
