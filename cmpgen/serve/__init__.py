"""A project shown on this machine while it is edited: build, serve on loopback, follow each change, reload the page."""

from __future__ import annotations

import signal
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from cmpgen.serve.handler import LOOPBACK, Server
from cmpgen.serve.preview import Preview
from cmpgen.serve.watching import DEBOUNCE, changes, snapshot

Tell = Callable[[str], None]

__all__ = ["DEBOUNCE", "LOOPBACK", "Preview", "Server", "changes", "serve", "snapshot", "watch"]


def serve(project: Path, port: int, tell: Tell) -> None:
    """Build the project, serve it at http://127.0.0.1:PORT/ (port 0: any that is free), and follow it until Ctrl-C.

    The project's own output/ is left alone. `tell` is given each line for whoever runs this.
    Raises OSError where the port is taken.
    """
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        # So editors and service managers end a program; it leaves nothing behind then either.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="cmpgen-serve-") as folder:
        preview = Preview(project, Path(folder) / "site")
        with Server(port, preview) as server:
            tell(f"Building {project} …")
            seen = snapshot(project)
            tell(preview.rebuild())
            tell(f"Open http://{LOOPBACK}:{server.server_port}/ in a browser. Ctrl-C ends this.")
            watching = threading.Thread(target=watch, args=(preview, stop, tell, seen), daemon=True)
            watching.start()
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                tell("Stopped.")
            finally:
                stop.set()
                preview.close()
                watching.join()


def watch(preview: Preview, stop: threading.Event, tell: Tell, seen: Mapping[Path, int]) -> None:
    """Follow what changed since `seen`, until `stop` is set; whatever happens to a file, this goes on."""
    preview.warm()
    for paths in changes(preview.project, stop, seen, pauses=True):
        words = preview.follow(paths) if paths else preview.settle()
        if words:
            tell(words)
