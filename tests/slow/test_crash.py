"""A build that dies, finds the disk full, or meets another one leaves the old site or the new one, whole.

`make test-slow` tries some moments; `make crash` sets CMPGEN_CRASHES=1 and tries all of them.
"""

from __future__ import annotations

import errno
import functools
import hashlib
import http.client
import http.server
import itertools
import json
import os
import random
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cmpgen import site
from cmpgen.publish import MANIFEST, Refused
from tests.conftest import QuietHandler
from tests.helpers import is_whole
from tests.hostile.cases import SOUND, Case, ada, write
from tests.hostile.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.timeout(3600)]

IN_FULL = os.environ.get("CMPGEN_CRASHES") == "1"
KILLS = 200 if IN_FULL else 20
SIZES = 25 if IN_FULL else 6
BUILDS = 100 if IN_FULL else 15
LONGEST_BUILD = 1.5
"""Seconds within which kills fall: somewhat more than a build takes on a quiet machine."""


STANDING = {"output", ".output.lock", ".output.kept"}
"""What may stand beside each other when no build is under way."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.close()


def project(folder: Path, name: str) -> Path:
    """The small election, in which Ada has this name."""
    write(Case(name, {**SOUND, **ada("answers:", "  free-buses: agree", name=name)}), folder / name)
    return folder / name


def hashes(output: Path) -> dict[str, str]:
    listed: dict[str, str] = json.loads((output / MANIFEST).read_bytes())["files"]
    return listed


class Reader(threading.Thread):
    """Reads the pages of a site over HTTP, one after the other, until it is told to stop."""

    def __init__(self, output: Path, generations: list[dict[str, str]]) -> None:
        super().__init__(daemon=True)
        handler = functools.partial(QuietHandler, directory=str(output))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._generations = generations
        self._stopped = threading.Event()
        self.read: Counter[str] = Counter()
        self.faults: list[str] = []

    def run(self) -> None:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        paths = [path for path in self._generations[0] if path.endswith((".html", ".css", ".json"))]
        for path in itertools.cycle(paths):
            if self._stopped.is_set():
                return
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self._server.server_port, timeout=30)
                connection.request("GET", f"/{path}")
                answer = connection.getresponse()
                found = hashlib.sha256(answer.read()).hexdigest()
                connection.close()
            except (OSError, http.client.HTTPException) as fault:
                # A file that shrank while it was sent breaks the answer off.
                self.faults.append(f"{path}: {fault!r}")
                continue
            seen = [number for number, each in enumerate(self._generations) if each.get(path) == found]
            if answer.status != 200 or not seen:
                self.faults.append(f"{path}: {answer.status}, {found}")
            self.read.update(str(number) for number in seen if len(seen) == 1)

    def stop(self) -> None:
        self._stopped.set()
        self.join()
        self._server.shutdown()
        self._server.server_close()


def test_whoever_reads_while_builds_are_killed_sees_whole_sites_only(server: Server, tmp_path: Path) -> None:
    output = tmp_path / "output"
    projects = [project(tmp_path, "Ada"), project(tmp_path, "Eve")]
    generations = []
    for each in projects:
        assert server.run("build", "--project", str(each), "--output", str(output)).code == 0
        generations.append(hashes(output))
    assert generations[0] != generations[1]
    reader = Reader(output, generations)
    reader.start()
    moments = random.Random(2027)

    outcomes: Counter[int] = Counter()
    for number in range(KILLS):
        source = str(projects[number % 2])
        killed = server.run(
            "build", "--project", source, "--output", str(output), patience=moments.uniform(0, LONGEST_BUILD)
        )
        outcomes[killed.code] += 1
        assert is_whole(output)
        after = server.run("build", "--project", source, "--output", str(output))
        assert after.code == 0, after.stderr
        assert is_whole(output)
        leftovers = {each.name for each in tmp_path.iterdir()} - {"Ada", "Eve", *STANDING}
        assert leftovers == set()
    reader.stop()

    assert reader.faults == []
    assert outcomes[-9] > KILLS / 4
    # It did look while both stood there.
    assert min(reader.read["0"], reader.read["1"]) > 0


def test_the_reader_sees_a_build_that_writes_in_place(server: Server, tmp_path: Path) -> None:
    output = tmp_path / "output"
    sites = []
    for name in ("Ada", "Eve"):
        assert server.run("build", "--project", str(project(tmp_path, name)), "--output", str(output)).code == 0
        sites.append({path: (output / path).read_bytes() for path in hashes(output)})
    reader = Reader(output, [{path: hashlib.sha256(raw).hexdigest() for path, raw in each.items()} for each in sites])
    reader.start()

    for number in range(2000):
        for path, raw in sites[number % 2].items():
            with open(output / path, "wb") as file:
                file.write(raw[:100])
                file.flush()
                file.write(raw[100:])
        if reader.faults:
            break
    reader.stop()

    assert reader.faults


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of its own in memory, whose size can be changed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=50m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_is_full_at_any_size_keeps_the_old_site(server: Server, tmp_path: Path, small_disk: Path) -> None:
    output = small_disk / "output"
    old, new = str(project(tmp_path, "Ada")), str(project(tmp_path, "Eve"))
    assert server.run("build", "--project", old, "--output", str(output)).code == 0
    before = hashes(output)
    used = shutil.disk_usage(small_disk).used

    outcomes = []
    for number in range(SIZES):
        # From no room beside the old site to more than a second one needs.
        size = shutil.disk_usage(small_disk).used + used * 5 * number // (4 * (SIZES - 1))
        subprocess.run(["mount", "-o", f"remount,size={size // 4096 * 4096}", str(small_disk)], check=True)
        built = server.run("build", "--project", new, "--output", str(output))
        assert is_whole(output)
        assert built.code in (0, 3), built.stderr
        if built.code == 3:
            assert hashes(output) == before
            assert "the disk is full" in built.stderr
            assert built.stderr.count("\n") == 1
        else:
            assert {each.name for each in small_disk.iterdir()} <= STANDING
            # Back to the old site, for the next size.
            subprocess.run(["mount", "-o", "remount,size=50m", str(small_disk)], check=True)
            assert server.run("build", "--project", old, "--output", str(output)).code == 0
        outcomes.append(built.code)

    assert outcomes[0] == 3
    assert outcomes[-1] == 0


@pytest.mark.parametrize(("owner", "call"), [(Path, "write_bytes"), (Path, "mkdir"), (os, "fsync"), (os, "rename")])
def test_a_fault_at_any_call_leaves_one_whole_site(
    owner: object, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first call fails, then the second, and so on, until a build needs fewer calls than that."""
    output = tmp_path / "output"
    old, new = project(tmp_path, "Ada"), project(tmp_path, "Eve")
    site.build(new, tmp_path / "elsewhere")
    site.build(old, output)
    before, after = hashes(output), hashes(tmp_path / "elsewhere")
    real = getattr(owner, call)

    for number in itertools.count(1, 1 if IN_FULL else 7):
        calls = itertools.count(1)

        def failing(
            *arguments: object, calls: Iterator[int] = calls, number: int = number, **options: object
        ) -> object:
            if next(calls) == number:
                raise OSError(errno.ENOSPC, "No space left on device", str(output))
            return real(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(owner, call, failing)
            try:
                site.build(new, output)
            except Refused as refused:
                assert "the disk is full" in str(refused)
            else:
                break
        assert is_whole(output)
        # The last flush comes after the exchange: the new site then stands, and it is not sure that it is on the disk.
        assert hashes(output) in (before, after)

    assert is_whole(output)
    assert hashes(output) == after


def test_builds_that_are_started_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    output = tmp_path / "output"
    projects = [str(project(tmp_path, name)) for name in ("Ada", "Eve")]
    servers = [Server() for _ in range(8)]
    chance = random.Random(2027)
    started, outcomes = 0, Counter[int]()

    with ThreadPoolExecutor(8) as pool:
        while started < BUILDS:
            together = servers[: chance.randint(2, 8)]
            started += len(together)
            runs = list(
                pool.map(
                    lambda each: each[1].run("build", "--project", projects[each[0] % 2], "--output", str(output)),
                    enumerate(together),
                )
            )
            assert is_whole(output)
            codes = Counter(run.code for run in runs)
            assert set(codes) <= {0, 3}, [run.stderr for run in runs]
            assert codes[0] >= 1
            assert all("another build is writing" in run.stderr for run in runs if run.code == 3)
            outcomes += codes
    for each in servers:
        each.close()

    assert outcomes.total() >= BUILDS
    assert outcomes[3] > 0
