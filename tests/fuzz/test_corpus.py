"""Every input that fuzzing has found worth keeping, through the target that it was kept for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).resolve().parent / "corpus"
YAML_WORDS = st.sampled_from([*"a:- \n'\"[]{},#?\té…\r", "  ", "- ", ": ", "|\n", ">-\n", "&a", "*a", "!b"])
CSV_WORDS = st.sampled_from(["a", ",", "b", '"', '""', "\n", "\r\n", "\r", ";", "é", "1", "\x00", "\ufeff"])


@pytest.mark.parametrize("target", TARGETS)
def test_no_kept_input_breaks_a_promise(target: str) -> None:
    kept = sorted((CORPUS / target).iterdir())

    assert kept
    for path in kept:
        TARGETS[target](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@given(raw=st.binary(max_size=60) | st.text(max_size=40).map(str.encode))
def test_no_input_of_chance_breaks_a_promise(target: str, raw: bytes) -> None:
    TARGETS[target](raw)


@settings(max_examples=400)
@given(st.lists(YAML_WORDS, max_size=25).map("".join))
def test_no_yaml_of_chance_breaks_a_promise(text: str) -> None:
    TARGETS["yaml"](text.encode())


@settings(max_examples=400)
@given(st.lists(CSV_WORDS, max_size=25).map("".join))
def test_no_table_of_chance_breaks_a_promise(text: str) -> None:
    TARGETS["csv"](text.encode())
