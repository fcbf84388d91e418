"""Servers of every kind are told what the pages say of themselves; `cmpgen serve` says it too (test_serve.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cmpgen.headers import HEADERS, POLICY, files
from cmpgen.marks import MANIFEST
from tests.helpers import ROOT


def hosts(text: str) -> dict[str, str]:
    """What a host reads in `_headers`: a pattern of addresses, and below it, indented, a header a line."""
    lines = [each for each in text.splitlines() if not each.startswith("#")]
    assert lines[0] == "/*"
    assert all(re.fullmatch(r"  [A-Za-z-]+: \S.*", each) for each in lines[1:])
    return dict(each.strip().split(": ", 1) for each in lines[1:])


def apache(text: str) -> dict[str, str]:
    lines = [each for each in text.splitlines() if not each.startswith("#")]
    assert (lines[0], lines[-1]) == ("<IfModule mod_headers.c>", "</IfModule>")
    found = [re.fullmatch(r'  Header always set ([A-Za-z-]+) "([^"\\%]*)"', each) for each in lines[1:-1]]
    return {each[1]: each[2] for each in found if each}


def nginx(text: str) -> dict[str, str]:
    lines = [each for each in text.splitlines() if not each.startswith("#")]
    found = [re.fullmatch(r'add_header ([A-Za-z-]+) "([^"\\$]*)" always;', each) for each in lines]
    assert all(found)
    return {each[1]: each[2] for each in found if each}


READERS = {"_headers": hosts, ".htaccess": apache, "_nginx.conf": nginx}


@pytest.mark.parametrize("name", READERS)
def test_every_server_is_told_all_of_it(example_site: Path, name: str) -> None:
    read: Callable[[str], dict[str, str]] = READERS[name]

    assert read((example_site / name).read_text(encoding="utf-8")) == HEADERS


def test_there_is_a_file_for_every_server_and_the_manifest_lists_it(example_site: Path) -> None:
    listed = json.loads((example_site / MANIFEST).read_bytes())["files"]

    assert files().keys() == READERS.keys()
    assert files().keys() <= listed.keys()


def test_no_page_can_have_the_address_of_such_a_file() -> None:
    assert [each for each in files() if each[0] not in "._"] == []


def test_servers_say_what_the_pages_say_and_forbid_frames() -> None:
    assert HEADERS["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert "frame-ancestors" not in POLICY


def test_the_document_about_hosting_says_the_same() -> None:
    hosting = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")

    assert [each for each in files() if f"`{each}`" not in hosting] == []
    assert [name for name, value in HEADERS.items() if f"    {name}: {value}\n" not in hosting] == []
