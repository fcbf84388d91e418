"""Two hundred random voters take the quiz, in the example and in two real elections, and read what match says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.quizzing import compare, compiled
from tests.helpers import ROOT, build_site, shared_folder

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

VOTERS = 200


@pytest.mark.parametrize("constituency", ["alder-vale", "high-orchards", "north-bank", "old-harbour"])
def test_voters_of_the_example_read_what_match_says(
    page: Page, served: Callable[[Path], str], example_site: Path, constituency: str
) -> None:
    compare(page, served(example_site), compiled(ROOT), constituency, VOTERS // 4)


@pytest.mark.parametrize("election", ["cz-obce-2022", "cz-senat-2022"])
def test_voters_of_a_real_election_read_what_match_says(
    page: Page, served: Callable[[Path], str], tmp_path: Path, election: str
) -> None:
    source, project = shared_folder("data", election), tmp_path / "project"
    project.mkdir()
    command = [sys.executable, "-m", "cmpgen", "import", "tidy", str(source), "--election", election]
    options = ["--date", "2022-09-23", "--no-position", "dont_know", "--project", str(project)]
    subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True)
    site = build_site(project, tmp_path / "site")
    read = compiled(project)
    fullest = max(read.contests, key=lambda each: (len(each.candidates), len(each.questions), each.constituency.id))

    compare(page, served(site), read, fullest.constituency.id, VOTERS)
