"""Fixtures of the hostile cases: the server that runs them, and a quick folder for each."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.server import Server

MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000
"""Bytes that must be free in memory before files are put there."""


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Runs cmpgen in limited processes."""
    running = Server()
    yield running
    running.close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder, in memory where there is room: hundreds of sites wait for no disk."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as made:
        yield Path(made)
