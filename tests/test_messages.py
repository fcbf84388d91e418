"""docs/messages.md is true: each mistake in it is accepted as meant, or answered with exactly these words."""

from __future__ import annotations

import re

import pytest

from tests.messages import ACCEPTED, MISTAKE, PATH, said

TEXT = PATH.read_text(encoding="utf-8")
MISTAKES = list(MISTAKE.finditer(TEXT))
RENEW = "read what it says now, then `python -m tests.messages` writes it down"

# What only those say who know YAML or programs.
JARGON = re.compile(r"\b(mapping|scalar|sequence|token|parser?|syntax|schema|null|boolean|string|node|exception)\b")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["title"])
def test_a_mistake_is_answered_with_the_words_that_are_written_down(mistake: re.Match[str]) -> None:
    assert said(mistake["path"], mistake["typed"]) == mistake["told"], RENEW


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["title"])
def test_a_message_needs_no_knowledge_of_yaml_and_says_what_to_do(mistake: re.Match[str]) -> None:
    told = mistake["told"].replace(ACCEPTED, "")

    assert JARGON.findall(told) == []
    for line in told.splitlines():
        if line.startswith("  hint: "):
            assert re.match(r"  hint: (Did you mean|[A-Z][a-z]+ )", line), line


def test_there_are_forty_mistakes_and_more_and_each_is_counted() -> None:
    assert len(MISTAKES) >= 40
    assert [int(each["number"]) for each in MISTAKES] == list(range(1, len(MISTAKES) + 1))
    assert len(MISTAKES) == TEXT.count("\n## ")
    assert len({each["title"] for each in MISTAKES}) == len(MISTAKES)
