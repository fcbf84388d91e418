"""Every page of the example is valid HTML, by the Nu validator."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT

pytestmark = pytest.mark.slow

VALIDATOR = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"


def faults(folder: Path) -> list[str]:
    """What the validator finds wrong with the HTML files below a folder; `make test-slow` installs it."""
    java = shutil.which("java")
    assert java, "java is not on this machine, and the check of the HTML needs it"
    command = [java, "-jar", str(VALIDATOR), "--stdout", "--format", "json", "--exit-zero-always", "--skip-non-html"]
    answered = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True)
    messages: list[dict[str, Any]] = json.loads(answered.stdout)["messages"]
    return [f"{each['url']}:{each.get('lastLine')}: {each['message']}" for each in messages if each["type"] != "info"]


def test_every_page_is_valid_html(example_site: Path) -> None:
    assert list(example_site.rglob("*.html"))
    assert faults(example_site) == []


def test_the_validator_finds_a_planted_fault(tmp_path: Path) -> None:
    (tmp_path / "planted.html").write_text(
        "<!doctype html><html lang=en><title>Planted</title><p><div></div></p>", encoding="utf-8"
    )

    assert [each for each in faults(tmp_path) if "No “p” element in scope" in each]
