"""HTTP for one person on one machine: GET and HEAD, of files below one folder, by the names that this machine has.

The Host header is checked, for a page elsewhere could point a name of its own at 127.0.0.1 and read along.
No symbolic link is followed, and nothing here writes.
"""

from __future__ import annotations

import errno
import http.server
import json
import os
import stat
import sys
import urllib.parse
from http import HTTPStatus
from pathlib import Path

from markupsafe import Markup

from cmpgen.headers import HEADERS
from cmpgen.serve.preview import Preview

LOOPBACK = "127.0.0.1"
OWN = "-"
"""The folder of what only `serve` has; no id is called so."""

PATIENCE = 20.0
"""Seconds that a page waits for news before it asks again."""

TYPES = {
    ".atom.xml": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""By ending, and not by the machine's own list: the same everywhere, and never sniffed."""

RELOAD = """\
// Waits for the next change and reloads the page; only `cmpgen serve` has this file.
const known = new URL(import.meta.url).searchParams.get("generation");
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
for (;;) {
  try {
    const answer = await fetch(`/-/generation?known=${known}`, { cache: "no-store" });
    if (answer.ok && String((await answer.json()).generation) !== known) {
      location.reload();
      break;
    }
  } catch {
    await pause(1000);
  }
}
"""

STYLE = """\
.cmpgen-serve { position: sticky; inset-block-start: 0; z-index: 9; max-block-size: 45vh; overflow: auto;
  margin: 0; padding: 0.5rem 1rem; border-block-end: 4px solid #b00020; background: #fff; color: #1a1a1a;
  font: 1rem/1.4 system-ui, sans-serif; }
.cmpgen-serve pre { margin: 0.5rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.9rem/1.4 monospace; }
"""

EMPTY = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>No site yet</title></head>
<body><h1>There is no good site yet</h1></body></html>
"""


MISSING = EMPTY.replace("There is no good site yet", "There is no such page").replace("No site yet", "No such page")

FAULTY = Markup("""<aside class="cmpgen-serve" role="status"><strong>The files need a second look.</strong>
{}<pre>{}</pre></aside>""")
LAST_GOOD = "What you see is the last good site."

WARNED = Markup("""<details class="cmpgen-serve"><summary>There are warnings</summary><pre>{}</pre></details>""")


class Server(http.server.ThreadingHTTPServer):
    """Listens on this machine alone. Raises OSError where the port is taken."""

    daemon_threads = True
    # Two of these on one port would answer by turns.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int, preview: Preview) -> None:
        self.preview = preview
        super().__init__((LOOPBACK, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that has left is no fault; anything else shows its traceback."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers one browser."""

    server: Server
    server_version = "cmpgen"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *words: object) -> None:
        """Whoever edits wants to read about faults, not about requests."""

    def _answer(self) -> None:
        if not self._is_ours(self.headers.get("Host", "")):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"This host is none of ours.\n")
            return
        address, _, query = self.path.partition("?")
        steps = steps_of(address)
        if steps is None:
            self._send(HTTPStatus.BAD_REQUEST, b"This is no address of a page.\n")
        elif steps[0] == OWN:
            self._own(steps[1:], query)
        else:
            self._page(steps)

    def _is_ours(self, host: str) -> bool:
        """Whether somebody asked for this machine, by one of the names that lead to it from anywhere."""
        port = self.server.server_port
        # Clients leave out the port that is everybody's.
        return host in {
            f"{name}{end}" for name in (LOOPBACK, "localhost") for end in (f":{port}", "")[: 1 + (port == 80)]
        }

    def _own(self, steps: list[str], query: str) -> None:
        preview = self.server.preview
        if steps == ["reload.js"]:
            self._send(HTTPStatus.OK, RELOAD.encode(), TYPES[".js"])
        elif steps == ["serve.css"]:
            self._send(HTTPStatus.OK, STYLE.encode(), TYPES[".css"])
        elif steps == ["generation"]:
            known = urllib.parse.parse_qs(query).get("known", [""])[0]
            waited = preview.wait(int(known), PATIENCE) if known.isdecimal() and len(known) < 9 else preview.generation
            self._send(HTTPStatus.OK, json.dumps({"generation": waited}).encode(), TYPES[".json"])
        else:
            self._send(HTTPStatus.NOT_FOUND, b"There is no such page.\n")

    def _page(self, steps: list[str]) -> None:
        preview, url = self.server.preview, "/".join(steps)
        generation, faults, sound = preview.generation, preview.faults, preview.sound
        try:
            found = preview.page(url)
            if found is None and not preview.is_gone(url):
                found = read_below(preview.output, [*steps[:-1], steps[-1] or "index.html"])
            leads_on = found is None and bool(steps[-1]) and is_folder(preview, f"{url}/")
        except Exception as error:
            # A template with a fault in it must not end the work of whoever is mending it.
            failed = with_news(EMPTY.encode(), generation, f"{type(error).__name__}: {error}", sound=False)
            self._send(HTTPStatus.OK, failed, TYPES[".html"])
            return
        if found is None and url == "":
            found = EMPTY.encode()
        if leads_on:
            self._send(HTTPStatus.MOVED_PERMANENTLY, b"", more={"Location": f"/{urllib.parse.quote(url)}/"})
        elif found is None:
            self._send(HTTPStatus.NOT_FOUND, with_news(MISSING.encode(), generation, faults, sound))
        elif not steps[-1] or url.endswith(".html"):
            self._send(HTTPStatus.OK, with_news(found, generation, faults, sound), TYPES[".html"])
        else:
            endings = [ending for ending in TYPES if url.lower().endswith(ending)]
            self._send(HTTPStatus.OK, found, TYPES[max(endings, key=len)] if endings else "application/octet-stream")

    def _send(
        self,
        status: HTTPStatus,
        body: bytes,
        kind: str = "text/html; charset=utf-8",
        more: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            **HEADERS,
            "Cross-Origin-Resource-Policy": "same-origin",
            **(more or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def steps_of(address: str) -> list[str] | None:
    """The parts of an address, the last one empty for a folder; None for one that leads elsewhere.

    >>> steps_of("/demo-2027/north-bank/"), steps_of("/a/../b"), steps_of("//host/a")
    (['demo-2027', 'north-bank', ''], None, None)
    """
    try:
        steps = urllib.parse.unquote(address, errors="strict").split("/")
    except UnicodeDecodeError:
        return None
    inner = steps[1:-1]
    odd = any(each in ("", ".", "..") for each in inner) or steps[-1] in (".", "..")
    if steps[0] or len(steps) < 2 or odd or any(char in address for char in ("\\", "\0")) or "\0" in "".join(steps):
        return None
    return steps[1:]


def read_below(folder: Path, steps: list[str]) -> bytes | None:
    """The bytes of an ordinary file below the folder, None where there is none; no link is followed on the way."""
    at = -1
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        for step in steps[:-1]:
            inner = os.open(step, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=at)
            os.close(at)
            at = inner
        descriptor = os.open(steps[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
        # What is no file would not be opened, and not be closed either.
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            return None
        with open(descriptor, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.EIO):
            raise
        return None
    finally:
        if at >= 0:
            os.close(at)


def is_folder(preview: Preview, url: str) -> bool:
    """Whether a page stands in the folder at this address."""
    if preview.page(url) is not None:
        return True
    return not preview.is_gone(url) and read_below(preview.output, [*url.split("/")[:-1], "index.html"]) is not None


def with_news(page: bytes, generation: int, faults: str, sound: bool) -> bytes:
    """The page with what reloads it, and below its head the faults of the files as they are now."""
    head = (
        f'<link rel="stylesheet" href="/-/serve.css"><script type="module" src="/-/reload.js?generation={generation}">'
    )
    shown = page.replace(b"</head>", head.encode() + b"</script></head>", 1)
    if not faults:
        return shown
    shown_below = "" if page.startswith((EMPTY.encode(), MISSING.encode())) else LAST_GOOD
    words = WARNED.format(faults) if sound else FAULTY.format(shown_below, faults)
    before, tag, after = shown.partition(b"<body")
    rest, closing, body = after.partition(b">")
    return before + tag + rest + closing + words.encode() + body
