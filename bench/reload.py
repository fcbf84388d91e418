"""How soon a page that is open shows what was just saved: `cmpgen serve` beside a real Chromium.

    python bench/reload.py PROJECT [--edits N] [--page URL] [--json FILE]

An answer of one candidate in the middle of PROJECT is changed, back and forth; open is that candidate's page.
From the moment when the file is written it is measured until `serve` tells that there is news, until the browser has
asked for the page again, and until that is loaded and says something else than before.
Before each edit the same page is loaded once more without one, for what the browser alone takes on this machine.
Beside it stand the seconds of processors that `serve` took until then, and until it had nothing left to do.
The first edit is not counted. PROJECT is written to: give it a copy.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from measuring import ENVIRONMENT, spread
from playwright.sync_api import Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT))
from scripts import machine  # noqa: E402

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage", "--no-first-run"]
QUIET = 0.5
"""Seconds without any work of a processor after which `serve` has nothing left to do."""
LATER = 3.5
"""Seconds after a change within which `serve` has begun to look at all files."""

PATIENCE = 600
"""Seconds that anything may take: the first edit waits until `serve` has read everything once more."""

_AGREED = re.compile(r"^(  [a-z0-9-]+: )(agree|disagree)$", re.MULTILINE)
_OTHER = {"agree": "disagree", "disagree": "agree"}


@dataclass(frozen=True, slots=True)
class Edit:
    """Seconds from the written file on: `news` told, page `asked` for, `loaded`; and of processors, until then.

    `alone` are the seconds of a reload without an edit.
    """

    news: float
    asked: float
    loaded: float
    alone: float
    cpu: float
    cpu_in_all: float


def main() -> None:
    # Where this runs in the background, Ctrl-C would reach nobody, and not end `serve` either.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    asked = _arguments()
    person = _person(asked.project)
    url = asked.page if asked.page is not None else f"{person.parent.parent.name}/{person.parent.name}/{person.stem}/"
    with _serving(asked.project) as (port, process), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"http://127.0.0.1:{port}/{url}")
        _idle(process)
        edits = [_measured(page, port, process, person) for _ in range(asked.edits + 1)][1:]
        browser.close()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    rows = [f"{cores} cores {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"]
    rows += [f"{len(edits)} edits of {person.relative_to(asked.project)}, /{url} open"]
    for name in ("news", "asked", "loaded", "alone", "cpu", "cpu_in_all"):
        found = spread([getattr(each, name) for each in edits])
        rows += [f"{name:>10}  median {found.median:.3f} s  ({found.least:.3f}-{found.most:.3f})"]
    sys.stdout.write("\n".join([*rows, ""]))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(each) for each in edits], indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    about, _, more = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(description=about, epilog=more, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--page", metavar="URL", help="another page than the candidate's, below the site's root")
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser.parse_args()


def _person(project: Path) -> Path:
    """The file of a candidate in the middle of the country who agrees or disagrees with something, in plain words."""
    people = sorted((project / "candidates").glob("*/*/*.yaml"))
    middle = people[len(people) // 2 :] + people
    return next(each for each in middle if _AGREED.search(each.read_text(encoding="utf-8")))


@contextlib.contextmanager
def _serving(project: Path) -> Iterator[tuple[int, int]]:
    """`cmpgen serve` of the project: its port, and the number of its process."""
    command = [sys.executable, "-m", "cmpgen", "serve", "--port", "0", "--project", str(project)]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=said, stderr=said, text=True)  # noqa: S603
        try:
            while not (found := re.search(r"127\.0\.0\.1:(\d+)", _all(said))):
                if process.poll() is not None:
                    sys.exit(_all(said))
                time.sleep(0.1)
            yield int(found[1]), process.pid
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def _all(said: object) -> str:
    with open(f"/proc/self/fd/{said.fileno()}", encoding="utf-8") as file:  # type: ignore[attr-defined]
        return file.read()


def _measured(page: Page, port: int, process: int, person: Path) -> Edit:
    """One edit, with `serve` idle before and after."""
    started = time.perf_counter()
    page.reload()
    alone = time.perf_counter() - started
    _idle(process)
    asked: list[float] = []
    news: queue.SimpleQueue[float] = queue.SimpleQueue()
    known = _generation(port)
    waiting = threading.Thread(target=lambda: (_generation(port, known), news.put(time.perf_counter())))
    waiting.start()

    def note(request: Request) -> None:
        if request.is_navigation_request():
            asked.append(time.perf_counter())

    page.on("request", note)
    before = page.locator("main").inner_text()
    text = person.read_text(encoding="utf-8")
    changed = _AGREED.sub(lambda found: found[1] + _OTHER[found[2]], text, count=1)
    worked = _processor(process)
    started = time.perf_counter()
    with page.expect_event("load"):
        person.write_text(changed, encoding="utf-8")
    loaded = time.perf_counter()
    page.remove_listener("request", note)
    cpu = _processor(process) - worked
    if page.locator("main").inner_text() == before:
        sys.exit("The page was loaded again and says what it said before.")
    waiting.join()
    time.sleep(LATER)
    _idle(process)
    whole = _processor(process) - worked
    return Edit(news.get() - started, asked[0] - started, loaded - started, alone, cpu, whole)


def _generation(port: int, known: int | None = None) -> int:
    """The number of the newest site; with `known` only once there is another."""
    query = "" if known is None else f"?known={known}"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/generation{query}") as answer:
        return int(json.load(answer)["generation"])


def _processor(process: int) -> float:
    """Seconds of processors that the process has taken, with all its threads."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _idle(process: int) -> None:
    """Wait until the process has worked for a while at nothing."""
    before = -1.0
    while (now := _processor(process)) != before:
        before = now
        time.sleep(QUIET)


if __name__ == "__main__":
    main()
