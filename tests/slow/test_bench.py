"""The benchmark still measures: both programs build the same election, and their pages say the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT

pytestmark = pytest.mark.slow


def test_the_compared_pages_say_the_same_and_every_measure_is_taken(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    command = [
        sys.executable,
        "bench/run.py",
        "--size",
        "65",
        "--pairs",
        "1",
        "--work",
        str(tmp_path),
        "--json",
        str(told),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "517 pages" in run.stdout and "of which 240 were compared, say the same." in run.stdout
    assert set(json.loads(told.read_text())["costs"]) == {
        *("full", "edit", "nothing", "method", "quiz", "template", "frame", "check", "help", "linear")
    }
