"""The watch over pages sees what a page must not do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.watching import watched_pages


@pytest.mark.parametrize(
    ("planted", "seen"),
    [
        ("<img src='http://tracker.invalid/pixel.gif' alt=''>", "asked http://tracker.invalid/pixel.gif"),
        ("<script>document.cookie = 'visitor=7'</script>", "kept {'name': 'visitor'"),
        ("<script>localStorage.visitor = 7</script>", "kept {'origin': 'http://127.0.0.1:"),
        ("<script>throw new Error('planted')</script>", "threw planted"),
        ("<script>console.error('planted')</script>", "logged planted"),
    ],
)
def test_what_a_page_must_not_do_is_seen(
    browser: Browser, served: Callable[[Path], str], tmp_path: Path, planted: str, seen: str
) -> None:
    page = f"<!doctype html><title>Planted</title><link rel=icon href='data:,'>{planted}"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")

    with watched_pages(browser) as (open_page, faults):
        open_page().goto(served(tmp_path))

    assert [each for each in faults if each.startswith(seen)]


def test_a_page_that_does_nothing_has_no_fault(browser: Browser, served: Callable[[Path], str], tmp_path: Path) -> None:
    page = "<!doctype html><title>Plain</title><link rel=icon href='data:,'>"
    (tmp_path / "index.html").write_text(page, encoding="utf-8")

    with watched_pages(browser) as (open_page, faults):
        open_page().goto(served(tmp_path))

    assert faults == []
