"""What takes long to make and comes out the same each time, kept between runs in the user's own cache folder.

Nothing rests on it: where the folder cannot be used, or a file in it is not whole, things are made again.
Kept is code too, which is run. So the folder is never in a project, whose files strangers write, and one that anybody
else may write to is not used.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import marshal
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import CodeType


def kept_code(name: str, rests_on: str, make: Callable[[], CodeType]) -> CodeType:
    """As `kept`, of code."""
    code: CodeType = marshal.loads(kept(f"code {name}", rests_on, lambda: marshal.dumps(make())))  # noqa: S302
    return code


def kept(name: str, rests_on: str, make: Callable[[], bytes]) -> bytes:
    """What `make` returns, made only where none is kept under this name that rests on the same text."""
    folder = _folder()
    if folder is None:
        return make()
    path = f"{folder}/{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
    key = hashlib.sha256(f"{sys.version}\0{rests_on}".encode("utf-8", "surrogatepass")).digest()
    with contextlib.suppress(OSError), open(path, "rb") as file:
        seal, content = file.read(32), file.read()
        if seal == _seal(key, content):
            return content
    content = make()
    with contextlib.suppress(OSError):
        _write(folder, path, _seal(key, content) + content)
    return content


def _seal(key: bytes, content: bytes) -> bytes:
    return hashlib.sha256(key + content).digest()


def _write(folder: str, path: str, content: bytes) -> None:
    """In one step, since several builds may run at once."""
    handle, part = tempfile.mkstemp(dir=folder)
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.replace(part, path)
    except BaseException:
        os.unlink(part)
        raise


@functools.cache
def _folder() -> str | None:
    """The folder, made if need be; None where there is none that is ours alone."""
    try:
        found = place() / "cmpgen"
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = found.stat(follow_symlinks=False)
    except (OSError, RuntimeError):
        return None
    is_ours = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
    return str(found) if stat.S_ISDIR(status.st_mode) and is_ours else None


def place() -> Path:
    """Where this system keeps what programs can make again. Raises RuntimeError where the user has no home."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if os.path.isabs(named):
        return Path(named)
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
