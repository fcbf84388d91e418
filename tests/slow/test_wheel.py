"""The wheel alone, theme included, builds the same site as a checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.helpers import ROOT

pytestmark = pytest.mark.slow


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by path."""
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_the_wheel_builds_the_same_site_for_a_project_without_a_theme(example_site: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    for folder in ("candidates", "content", "questionnaires"):
        shutil.copytree(ROOT / folder, tmp_path / "project" / folder)
    # -P: the checkout, from which the tests run, must not answer for the wheel.
    command = [sys.executable, "-P", "-m", "cmpgen", "build", "--project", "project", "--output", "site"]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": "installed"}, check=True)

    assert tree(tmp_path / "site") == tree(example_site)
