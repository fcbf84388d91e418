"""`--help` of every command answers before anyone wonders whether it will."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from cmpgen.cli import cli
from tests.helpers import ROOT

pytestmark = pytest.mark.slow

LIMIT = 0.2
"""Seconds of a processor; the promised 0.3 s are of the clock, on a machine that has nothing else to do."""
TRIES = 10


@pytest.mark.parametrize("command", ["", *cli.commands])
def test_help_answers_within_the_limit(command: str) -> None:
    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "cmpgen", *command.split(), "--help"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    # What else the machine does makes any single try slower, and none of them quicker.
    assert min(once() for _ in range(TRIES)) < LIMIT
