"""Two real elections, from tables to pages: every candidate, answer and comment arrives, or is in a diagnostic."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cmpgen import i18n
from cmpgen.compile import CompiledElection, compile_project
from cmpgen.files import read_project
from cmpgen.model import Candidate
from cmpgen.pages import urls
from cmpgen.theme import theme_folders
from tests.helpers import ROOT, build_site, shared_folder

ELECTIONS = {"cz-senat-2022": "2022-09-23", "cz-obce-2022": "2022-09-23"}
SAYS = {"yes": "Ano", "no": "Ne", "dont_know": "Na dotaz bez postoje"}
VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})


class Answers(HTMLParser):
    """The words of each answer of a candidate's page, and its position alone, by the id of its question."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = {}
        self.positions: dict[str, list[str]] = {}
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        of = dict(attributes)
        question, inside = self.open[-1] if self.open else ("", False)
        id_ = of.get("id") or ""
        question = id_.removeprefix("q-") if id_.startswith("q-") else question
        self.open.append((question, inside or "position" in (of.get("class") or "").split()))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, words: str) -> None:
        question, is_position = self.open[-1] if self.open else ("", False)
        if question:
            self.words.setdefault(question, []).append(words)
            if is_position:
                self.positions.setdefault(question, []).append(words)


def one_line(words: str) -> str:
    return " ".join(words.split())


def cmpgen(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cmpgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture(scope="module", params=sorted(ELECTIONS))
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """The tables, the project that they became, and what the import said."""
    source, project = shared_folder("data", request.param), tmp_path_factory.mktemp(request.param)
    arguments = ["--date", ELECTIONS[request.param], "--no-position", "dont_know", "--project", str(project)]
    done = cmpgen("import", "tidy", str(source), "--election", request.param, *arguments)
    assert done.returncode == 0, done.stderr
    return source, project, done.stderr


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compiled(project: Path) -> CompiledElection:
    read = read_project(project)
    catalogues = i18n.words(i18n.read_catalogues([each / "locale" for each in theme_folders(project)]))
    (election,) = compile_project(read.texts, read.paths, catalogues)[0].elections
    return election


def test_an_imported_election_is_valid_and_every_answer_is_on_the_pages(
    imported: tuple[Path, Path, str], tmp_path: Path
) -> None:
    source, project, _ = imported

    checked = cmpgen("check", "--project", str(project))
    assert checked.returncode == 0, checked.stdout
    assert "one-sided-topic" not in checked.stdout
    site = build_site(project, tmp_path / "site")

    election = compiled(project)
    of_source = {each.source_id: each for contest in election.contests for each in contest.candidates}
    known = {each["candidate_id"] for each in rows(source / "candidates.csv")}
    assert known == set(of_source)
    question_ids = {each.source_id: each.id for each in election.election.every_question()}
    pages = {id_: answers_on(site / page_of(election, each) / "index.html") for id_, each in of_source.items()}
    counted: Counter[str] = Counter()
    for row in rows(source / "answers.csv"):
        value, comment = row["value"], one_line(row["comment"])
        question, page = question_ids[row["question_id"]], pages[row["candidate_id"]]
        place = f"{row['candidate_id']} {row['question_id']}"
        if value:
            assert one_line("".join(page.positions[question])) == SAYS[value], f"{place}: {value} is not on the page"
        assert comment in one_line("".join(page.words.get(question, ""))), f"{place}: the comment is not on the page"
        counted["answers"] += bool(value)
        counted["comments"] += bool(comment)
    expected = {"cz-senat-2022": (6258, 2227), "cz-obce-2022": (12907, 4202)}[source.name]
    assert (counted["answers"], counted["comments"]) == expected


def page_of(election: CompiledElection, candidate: Candidate) -> str:
    return urls.candidate(election.election, election.election.language, candidate.constituency, candidate.id)


def answers_on(page: Path) -> Answers:
    """What a candidate's page says to each question."""
    reader = Answers()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader
