"""Fixtures: the example site, built once a run, and pages in a real browser that must behave while a test looks."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from scripts import machine

pytest.register_assert_rewrite("tests.helpers")

# How long an example takes says more about the machine than about us. The examples are the same in every run, so that
# none refuses work that has nothing to do with it; `make fuzz` looks for new ones.
hypothesis.settings.register_profile(
    "cmpgen", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("cmpgen")

from tests.helpers import PATIENCE, ROOT  # noqa: E402 (rewriting must be asked for first)
from tests.watching import watched_pages  # noqa: E402

expect.set_options(timeout=PATIENCE * 1000)

# Without these a Chromium looks for its maker's hosts at every start, and in a container it does not start at all.
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the project's own example as `cmpgen build` makes it: to be read, never written to."""
    here = tmp_path_factory.getbasetemp()
    # Each process of a parallel run has a folder of its own below one that they share.
    shared = here.parent if "PYTEST_XDIST_WORKER" in os.environ else here
    site = shared / "example-site"
    with open(shared / "example-site.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            command = [sys.executable, "-m", "cmpgen", "build", "--project", str(ROOT), "--output", str(site)]
            built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            assert built.returncode == 0, built.stderr
    return site


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A static server that keeps no log."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder on a free port of this machine and returns its address, no slash after it."""
    servers: dict[Path, http.server.ThreadingHTTPServer] = {}

    def serve(folder: Path) -> str:
        if folder not in servers:
            handler = functools.partial(QuietHandler, directory=str(folder))
            servers[folder] = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=servers[folder].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}"

    yield serve
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Without one a test fails, unless it was said aloud that there is none."""
    found = machine.chromium()
    if not found and machine.may_skip_browser():
        pytest.skip("CMPGEN_SKIP_BROWSER is set")
    if not found:
        pytest.fail(f"{machine.NO_BROWSER}\nCMPGEN_SKIP_BROWSER=1 leaves out the tests that need a browser.")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """A running Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens an empty page in a context of its own, with the options of Playwright's `new_context`.

    When the test ends, the pages must have logged no error, asked no address but this machine's, and kept nothing.
    """
    with watched_pages(browser) as (open_page, faults):
        yield open_page
    assert faults == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """An empty page in a context of its own."""
    return new_page()
