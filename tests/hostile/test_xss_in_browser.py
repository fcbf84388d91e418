"""M-xss in a real browser, with the content security policy and without it: nothing runs, and nobody is asked.

Every name but this machine's leads to a sink, which answers whatever it is asked with a script.
Each page is opened, its elements are touched, focused and clicked; whatever calls `hit()` or reaches the sink counts.
"""

from __future__ import annotations

import functools
import http.server
import re
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.conftest import FLAGS, QuietHandler
from tests.hostile.cases import Case, Files, write
from tests.hostile.corpus.payloads import XSS
from tests.hostile.fields import LEADING_NOWHERE, REFUSED, everywhere, in_turn
from tests.hostile.server import Server

POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
ENOUGH = 20
"""Payloads that must be seen to run where nothing stops them."""

PATIENCE = 0.15
"""Seconds that a page has for what it starts by itself."""

MAKER = re.compile(rb"[\w-]+\.(?:google|googleapis|gstatic|gvt1)\.com")
"""Hosts that a Chromium asks of its own accord, whatever page it shows; no page of ours may name one."""

POKE = """
for (const link of document.querySelectorAll('a[href]'))
  // A whole address is meant to be followed; that is not what is looked for.
  link.addEventListener('click', event => /^(http|mailto)/.test(link.protocol) && event.preventDefault());
for (const form of document.forms)
  form.addEventListener('submit', event => /^http/.test(form.action) && event.preventDefault());
for (const details of document.querySelectorAll('details')) details.open = true;
for (const element of document.querySelectorAll('*')) {
  for (const kind of ['mouseover', 'mouseenter', 'pointerdown', 'focus'])
    element.dispatchEvent(new Event(kind, { bubbles: true }));
  element.focus?.();
}
for (const element of document.querySelectorAll('a, button, input, summary, label, svg *')) {
  element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window }));
}
"""


class Sink(socketserver.BaseRequestHandler):
    """Notes the first bytes of whoever comes, and answers as a host of an attacker would."""

    def handle(self) -> None:
        self.request.settimeout(2)
        try:
            asked = self.request.recv(4096)
        except OSError:
            return
        if not asked or MAKER.search(asked):
            return  # a connection that was opened ahead and never used, or one to the browser's maker
        self.server.asked.append(asked)  # type: ignore[attr-defined]
        words = b"<script>hit()</script>"
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(words)}\r\nConnection: close\r\n\r\n"
        )
        self.request.sendall(head.encode() + words)


class WithoutPolicy(QuietHandler):
    """Serves a site as a browser without a content security policy sees it."""

    def send_head(self) -> object:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix != ".html" or not path.is_file():
            return super().send_head()
        raw, found = POLICY.subn(b"", path.read_bytes())
        assert found == 1, path
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(raw)
        return None


def poke(page: Page) -> None:
    """Touch, focus and click everything. A page that goes elsewhere of its own accord meanwhile is seen by that."""
    try:
        page.evaluate(POKE)
    except Error as fault:
        if "because of a navigation" not in fault.message:
            raise


class Watch:
    """A browser whose pages' misdeeds are counted."""

    def __init__(self, context: BrowserContext, asked: list[bytes]) -> None:
        self._context, self._asked = context, asked
        self._hits: list[str] = []
        context.expose_binding("hit", lambda source, *_: self._hits.append(source["page"].url))

    def misdeeds(self, url: str) -> list[str]:
        """What happened while this page was open: calls of `hit()`, and requests that reached the sink."""
        self._hits.clear()
        self._asked.clear()
        page = self._context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.goto(url, wait_until="load")
        page.wait_for_timeout(PATIENCE * 1000)
        if page.url == url:
            poke(page)
            page.wait_for_timeout(PATIENCE * 1000)
        left = [] if page.url.startswith("http://127.0.0.1:") else [f"went to {page.url}"]
        page.close()
        return [*(f"ran on {each}" for each in self._hits), *(f"asked {each[:80]!r}" for each in self._asked), *left]


@pytest.fixture
def watch(browser: Browser, chromium: str) -> Iterator[Watch]:
    """A browser for which every other host is the sink, one for each test: what was asked late stays with its test."""
    sink = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
    sink.daemon_threads = True
    sink.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    rules = f"--host-resolver-rules=MAP * 127.0.0.1:{sink.server_address[1]}, EXCLUDE 127.0.0.1"
    running = browser.browser_type.launch(executable_path=chromium, args=[*FLAGS, rules])
    yield Watch(running.new_context(ignore_https_errors=True), sink.asked)  # type: ignore[attr-defined]
    running.close()
    sink.shutdown()
    sink.server_close()


class Sites:
    """Serves folders, each at a port of its own."""

    def __init__(self) -> None:
        self._servers: list[http.server.ThreadingHTTPServer] = []

    def serve(self, folder: Path, handler: type[QuietHandler]) -> str:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
        self._servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()


@pytest.fixture
def sites() -> Iterator[Sites]:
    serving = Sites()
    yield serving
    serving.close()


BOTH = (QuietHandler, WithoutPolicy)


def misdeeds(
    files: Files,
    server: Server,
    folder: Path,
    watch: Watch,
    sites: Sites,
    handlers: tuple[type[QuietHandler], ...] = BOTH,
) -> list[str]:
    """What any page of the site made of these files did, as these handlers serve it."""
    write(Case("xss", files), folder / "project")
    output = folder / "output"
    built = server.run("build", "--project", str(folder / "project"), "--output", str(output))
    assert built.code == 0, built.stderr
    pages = sorted(path.parent.relative_to(output).as_posix() for path in output.rglob("index.html"))
    assert len(pages) > 10
    return [
        f"{page}: {each}"
        for handler in handlers
        for root in [sites.serve(output, handler)]
        for page in pages
        for each in watch.misdeeds(f"{root}/{page}/".replace("/./", "/"))
    ]


@pytest.mark.parametrize(("start", "handler"), [(0, WithoutPolicy), (29, QuietHandler)])
def test_nothing_runs_whatever_stands_where(
    start: int, handler: type[QuietHandler], server: Server, folder: Path, watch: Watch, sites: Sites
) -> None:
    """Each payload in some of the fields; `make xss` puts each into all of them."""
    assert misdeeds(in_turn(start), server, folder, watch, sites, (handler,)) == []


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("number", sorted(set(XSS) - set(REFUSED)))
def test_nothing_runs_in_any_field(number: str, server: Server, folder: Path, watch: Watch, sites: Sites) -> None:
    prose = number not in LEADING_NOWHERE

    assert misdeeds(everywhere(XSS[number], prose), server, folder, watch, sites) == []


def raw(number: str) -> str:
    """A page that shows a payload as it is, in the place for which it is made."""
    words = XSS[number]
    link = re.fullmatch(r"\[click\]\((.*)\)", words)
    if link:
        words = f'<a href="{link[1]}">click</a>'
    body = {
        "M-xss-13": f"<title>{words}</title>",
        "M-xss-14": f"<textarea>{words}</textarea>",
        "M-xss-51": f'<script type="application/json">{{"name": "{words}"}}</script>',
        "M-xss-57": f'<p title="{words}">x</p>',
        "M-xss-58": f"<title>{words}</title>",
    }.get(number, words)
    return f"<!doctype html><html lang=en><meta charset=utf-8><body>{body}"


def test_the_watch_sees_payloads_run_on_pages_that_do_not_escape_them(folder: Path, watch: Watch, sites: Sites) -> None:
    for number in XSS:
        (folder / f"{number}.html").write_text(raw(number), encoding="utf-8")
    root = sites.serve(folder, QuietHandler)

    seen: set[str] = set()
    for number in XSS:
        if len(seen) < ENOUGH and watch.misdeeds(f"{root}/{number}.html"):
            seen.add(number)

    assert len(seen) == ENOUGH, sorted(seen)


def test_the_watch_sees_no_misdeed_on_a_plain_page(folder: Path, watch: Watch, sites: Sites) -> None:
    (folder / "plain.html").write_text("<!doctype html><p>Plain <a href='#'>words</a>", encoding="utf-8")
    root = sites.serve(folder, QuietHandler)

    assert watch.misdeeds(f"{root}/plain.html") == []
