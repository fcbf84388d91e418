"""What a volunteer can write too much of is told in little time, and in few words.

Each of these took many times as long, or filled the terminal; seconds are those of a processor.
"""

from __future__ import annotations

import itertools
import time
from string import ascii_lowercase

import pytest

from cmpgen import markdown, prose, report
from cmpgen.checks import too_many_parts
from cmpgen.compile import compile_project
from cmpgen.content import misplaced, read_documents
from cmpgen.diagnostics import MOST_OF_A_KIND, Diagnostic
from tests.helpers import DEMO

E = "questionnaires/demo/election.yaml"
Q = "questionnaires/demo/questions.yaml"
ADA = "candidates/demo/north/ada.yaml"
SECONDS = 4


def told(files: dict[str, str]) -> tuple[list[Diagnostic], float]:
    """Every fault of the small election with these files in place of its own, and how long it took to tell them."""
    texts = {**DEMO, **files}
    started = time.process_time()
    found = compile_project(texts)[1]
    report.text(found, texts)
    return found, time.process_time() - started


def codes(found: list[Diagnostic]) -> dict[str, int]:
    return {code: len(list(each)) for code, each in itertools.groupby(sorted(each.code for each in found))}


def numbered(line: str, count: int) -> str:
    return "".join(line.format(number) for number in range(count))


def test_tens_of_thousands_of_languages_are_one_fault() -> None:
    tags = map("".join, itertools.product(ascii_lowercase, repeat=3))
    languages = ", ".join(itertools.islice(tags, 17_000))
    election = DEMO[E].replace("languages: [en]", f"languages: [en, {languages}]")
    assert election != DEMO[E]

    found, seconds = told({E: election})

    assert codes(found) == {"too-many-parts": 1}
    assert dict(found[0].facts) == {"count": 17_001, "kind": "languages", "limit": 40}
    assert seconds < SECONDS


@pytest.mark.parametrize(("limit", "count"), [(14, None), (13, 14)])
def test_of_local_options_only_those_of_one_place_count(
    monkeypatch: pytest.MonkeyPatch, limit: int, count: int | None
) -> None:
    """A party, seven national options, and the more of a place: one question of five options, or six of a choice."""
    monkeypatch.setattr(too_many_parts, "MOST_NAMED", limit)
    options = numbered("      - {{id: option-{0}, label: Option {0}}}\n", 6)
    local = f"questions:\n  - id: here\n    type: choice\n    text: What should be here?\n    options:\n{options}"
    evidence = "    evidence: https://example.org/minutes\n"

    found, _ = told({"questionnaires/demo/constituencies/south.yaml": f"name: South Bank\n{local}{evidence}"})

    assert [dict(each.facts)["count"] for each in found if each.code == "too-many-parts"] == ([count] if count else [])


def test_thousands_of_answers_that_nobody_asked_for_are_counted() -> None:
    answers = numbered("  question-{}: agree\n", 20_000)

    found, seconds = told({ADA: f"name: Ada Obi\nreply: answered\nanswers:\n{answers}"})

    assert codes(found)["unknown-question"] == MOST_OF_A_KIND
    (more,) = (each for each in found if each.code == "more-of-a-kind")
    assert dict(more.facts) == {"count": 20_000 - MOST_OF_A_KIND, "kind": "unknown-question"}
    assert (more.where.path, more.where.line) == (ADA, 4 + MOST_OF_A_KIND)
    assert report.message(more) == "and 19000 more of the same kind, unknown-question"
    assert seconds < SECONDS


def test_a_thousand_faults_of_a_kind_are_all_listed() -> None:
    answers = numbered("  question-{}: agree\n", MOST_OF_A_KIND)

    found, _ = told({ADA: f"name: Ada Obi\nreply: answered\nanswers:\n{answers}"})

    assert codes(found)["unknown-question"] == MOST_OF_A_KIND
    assert "more-of-a-kind" not in codes(found)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({ADA: "name: Ada Obi\n" + numbered("f{}: x\n", 40_000)}, "unknown-field"),
        ({Q: numbered("- id: q{}\n  txet: Buses should be free.\n", 16_000)}, "unknown-field"),
        ({Q: numbered("- id: q{0}\n  scale: agre-{0}\n  text: Buses should be free.\n", 16_000)}, "unknown-scale"),
        ({Q: "- id: many\n  text: Buses?\n  asked-in:\n" + numbered("    - r{}\n", 40_000)}, "unknown-place"),
        ({Q: "- id: many\n  text: Buses?\n  asked-in:\n" + "    - uplands\n" * 40_000}, "duplicate-value"),
    ],
)
def test_any_fault_that_is_made_thousands_of_times_is_told_soon(files: dict[str, str], code: str) -> None:
    found, seconds = told(files)

    assert codes(found)[code] == MOST_OF_A_KIND
    assert seconds < SECONDS


def test_links_of_prose_that_lead_nowhere_are_told_soon_on_the_largest_site() -> None:
    links = numbered("[a](/demo/north/x{}/) ", 900)
    texts = {f"content/pages/p{number}.md": f"Title: X\nLang: en\n\n{links}" for number in range(5)}
    taken = {f"demo/north/c{number}/" for number in range(20_000)}
    documents, found = read_documents(texts, (), ["en"])
    assert found == []

    started = time.process_time()
    found = list(misplaced(documents, taken))
    report.text(found, texts)

    assert codes(found) == {"broken-link": 5 * 900}
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("words", ["![", "[", "[a](", "![a]("])
def test_brackets_that_nobody_closes_are_a_fault_and_no_riddle(words: str) -> None:
    text = words * (prose.LONGEST // len(words))
    background = f"- id: free-buses\n  text: Buses should be free.\n  background: |\n    {text}\n"
    texts = {f"content/pages/p{number}.md": f"Title: X\nLang: en\n\n{text}" for number in range(20)}

    started = time.process_time()
    found = [*read_documents(texts, (), ["en"])[1], *told({Q: background})[0]]
    shown = [prose.prose(f"{text} {number}", 3, lambda address: None) for number in range(20)]

    assert codes(found)["too-many-brackets"] == 21
    assert all("[" in each and "<a" not in each for each in shown)
    assert time.process_time() - started < 1


def test_as_many_brackets_as_are_read_are_no_fault() -> None:
    text = "[a](https://example.org/) " * prose.MOST_BRACKETS

    found = read_documents({"content/pages/p.md": f"Title: X\nLang: en\n\n{text}"}, (), ["en"])[1]

    assert found == []
    assert prose.prose(text).count("<a ") == markdown.MOST_LINKS
