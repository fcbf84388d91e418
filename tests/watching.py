"""Pages in a browser that are watched: what they ask, log, throw and keep."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, Page, Request

from tests.helpers import PATIENCE

HERE = ("http://127.0.0.1:", "data:", "blob:", "about:")


@contextlib.contextmanager
def watched_pages(browser: Browser) -> Iterator[tuple[Callable[..., Page], list[str]]]:
    """A function that opens an empty page in a context of its own, and the list of all that pages did amiss.

    The function takes the options of Playwright's `new_context`.
    What the pages keep is seen, and they are closed, when the watch ends.
    """
    faults: list[str] = []
    opened: list[Page] = []

    def watch(request: Request) -> None:
        if not request.url.startswith(HERE):
            faults.append(f"asked {request.url}")

    def open_page(**options: object) -> Page:
        page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE * 1000)
        page.on("request", watch)
        page.on("pageerror", lambda error: faults.append(f"threw {error}"))
        page.on("console", lambda message: faults.append(f"logged {message.text}") if message.type == "error" else None)
        opened.append(page)
        return page

    yield open_page, faults
    for page in opened:
        kept = page.context.storage_state(indexed_db=True)
        faults += [f"kept {each}" for each in (*kept.get("cookies", ()), *kept.get("origins", ()))]
        page.context.close()
