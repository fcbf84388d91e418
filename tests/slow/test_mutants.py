"""The tests of the reader and the scorer see it when one of these changes: some mutants; `make mutants` tries all."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


def test_mutants_that_nobody_explained_are_killed() -> None:
    command = [sys.executable, "scripts/mutate.py", "--sample", "20"]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "20 of 20 mutants killed" in tried.stdout
