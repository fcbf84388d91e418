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
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from cmpgen.marks import MANIFEST
from tests.conftest import QuietHandler
from tests.helpers import is_whole
from tests.hostile.cases import SOUND, Case, ada, write
from tests.hostile.server import Server
from tests.slow.faults import ERRORS, KILLED, KINDS, WORKER_KILLED, Faults, Run, why_not

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

IN_FULL = os.environ.get("CMPGEN_CRASHES") == "1"
KILLS = 200 if IN_FULL else 20
SIZES = 25 if IN_FULL else 6
BUILDS = 100 if IN_FULL else 15

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


@pytest.fixture(scope="module")
def large(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two elections of so many constituencies that several processes share them."""
    folder = tmp_path_factory.mktemp("large")
    for seed in "12":
        size = ["--constituencies", "30", "--candidates", "3", "--questions", "4", "--seed", seed]
        assert server.run("demo", str(folder / seed), *size).code == 0
    return folder / "1", folder / "2"


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
    moments, longest = random.Random(2027), 1.0

    outcomes: Counter[int] = Counter()
    for number in range(KILLS):
        source = str(projects[number % 2])
        # Within somewhat more than a build takes, which depends on what else the machine does.
        patience = moments.uniform(0, 1.2 * longest)
        killed = server.run("build", "--project", source, "--output", str(output), patience=patience)
        outcomes[killed.code] += 1
        assert is_whole(output)
        after = server.run("build", "--project", source, "--output", str(output))
        # One of the two made the site, and took as long as the machine gave it just now.
        longest = (killed if killed.code == 0 else after).seconds
        assert after.code == 0, after.stderr
        assert is_whole(output)
        leftovers = {each.name for each in tmp_path.iterdir()} - {"Ada", "Eve", *STANDING}
        assert leftovers == set()
    reader.stop()

    assert reader.faults == []
    assert outcomes[-9] > KILLS / 4, outcomes
    # It did look while both stood there.
    assert min(reader.read["0"], reader.read["1"]) > 0


@pytest.mark.long
def test_a_build_in_several_processes_that_is_killed_does_not_disturb_the_next(
    server: Server, tmp_path: Path, large: tuple[Path, Path]
) -> None:
    output = tmp_path / "output"
    sites = []
    for each in large:
        built = server.run("build", "--jobs", "3", "--project", str(each), "--output", str(output))
        assert built.code == 0, built.stderr
        sites.append(hashes(output))
    moments = random.Random(2027)

    outcomes: Counter[int] = Counter()
    for number in range(KILLS // 10):
        command = ["build", "--jobs", "3", "--project", str(large[number % 2]), "--output", str(output)]
        killed = server.run(*command, patience=moments.uniform(0.2, 1) * built.seconds)
        outcomes[killed.code] += 1
        assert is_whole(output)
        # Its processes may still be at work.
        after = server.run(*command)
        assert after.code == 0, after.stderr
        assert is_whole(output)
        assert hashes(output) == sites[number % 2]
        assert {each.name for each in tmp_path.iterdir()} == STANDING

    assert outcomes[-9] > 0


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


@pytest.mark.long
def test_a_build_of_which_a_process_is_killed_ends(faults: Faults, tmp_path: Path, large: tuple[Path, Path]) -> None:
    """As where memory is short, and the system takes it from the largest."""
    trial = Trial(faults, *large, tmp_path)

    assert trial.survives("write", 60, WORKER_KILLED)


@pytest.fixture(scope="module")
def faults() -> Iterator[Faults]:
    if reason := why_not():
        pytest.skip(reason)
    running = Faults()
    yield running
    running.close()


class Trial:
    """One output folder and two versions of a project, of which the old one is published there.

    `anew`: nothing is known of the published site, so that all of it is made anew.
    """

    def __init__(self, faults: Faults, old: Path, new: Path, folder: Path, anew: bool = False) -> None:
        self._faults, self._old, self._new, self._anew = faults, old, new, anew
        self._command = ["build", "--jobs", "3", "--output", str(folder / "disk" / "output"), "--project"]
        self.disk = folder / "disk"
        self.disk.mkdir()
        self._output = self.disk / "output"
        self.outcomes: Counter[int] = Counter()
        self.failed: Counter[str] = Counter()
        self.sites = []
        for each in (new, old):
            self._build(each)
            self.sites.append(hashes(self._output))

    def _build(self, project: Path, **fault: Any) -> Run:
        run = self._faults.run(*self._command, str(project), below=self.disk, **fault)
        assert fault or run.code == 0, run.stderr
        return run

    def survives(self, kind: str, number: int, error: int, settings: str = "") -> bool:
        """Let that call fail while the new site is built, look at what is left, and build again; whether one failed."""
        new, old = self.sites
        if self._anew:
            shutil.rmtree(self.disk / ".output.kept")
        run = self._build(self._new, kind=kind, number=number, error=error, settings=settings)
        if not run.failed:
            assert (run.code, hashes(self._output)) == (0, new), run.stderr
            self._build(self._old)
            return False
        self.outcomes[run.code] += 1
        self.failed[run.failed] += 1
        what = f"{kind} {number} ({run.failed}), {error}: {run}"
        assert run.left == "", what
        assert run.code in ((-9,) if error == KILLED else (0, 3)), what
        assert run.code != 3 or run.stderr.count("\n") == 1, what
        assert is_whole(self._output), what
        # The last flush comes after the exchange: the new site then stands, and it is not sure that it is on the disk.
        assert hashes(self._output) in ([new] if run.code == 0 else [old, new]), what
        for project, site in ((self._new, new), (self._old, old)):
            self._build(project)
            assert is_whole(self._output), what
            assert hashes(self._output) == site, what
        assert {each.name for each in self.disk.iterdir()} == STANDING, what
        return True

    def settle(self) -> None:
        """Put the old site back, whatever there is."""
        shutil.rmtree(self.disk)
        self._build(self._new)
        self._build(self._old)

    def survives_all(self, errors: dict[str, int], kinds: Sequence[str] = KINDS, step: int = 1) -> None:
        """Let every call fail with every error; or, with a larger step, one in so many with one error each, in turn."""
        turn = itertools.cycle(errors.values())
        for kind in kinds:
            # There are few renames, and the site hangs on them.
            stride = 1 if kind == "rename" else step
            for number in itertools.count(1, stride):
                due = errors.values() if stride == step == 1 else [next(turn)]
                if not all(self.survives(kind, number, each) for each in due):
                    break


def test_a_fault_at_any_call_leaves_one_whole_site(faults: Faults, tmp_path: Path) -> None:
    """The first call of a kind fails, then the second, and so on, until a build needs fewer than that."""
    trial = Trial(faults, project(tmp_path, "Ada"), project(tmp_path, "Eve"), tmp_path)

    trial.survives_all(ERRORS | {"killed": KILLED}, step=1 if IN_FULL else 7)

    assert set(trial.outcomes) == {0, 3, -9}
    assert {"openat", "write", "renameat2", "rename", "fsync"} <= set(trial.failed)


def test_a_fault_at_any_call_of_a_build_that_knows_nothing_leaves_one_whole_site(
    faults: Faults, tmp_path: Path
) -> None:
    trial = Trial(faults, project(tmp_path, "Ada"), project(tmp_path, "Eve"), tmp_path, anew=True)

    trial.survives_all(ERRORS | {"killed": KILLED}, step=2 if IN_FULL else 40)

    assert set(trial.outcomes) >= {3, -9}


def test_a_fault_of_a_build_in_several_processes_leaves_one_whole_site(
    faults: Faults, tmp_path: Path, large: tuple[Path, Path]
) -> None:
    """So many files are new that all are flushed in one go, and constituencies are made by processes of their own."""
    trial = Trial(faults, *large, tmp_path, anew=True)

    trial.survives_all(ERRORS | {"killed": KILLED}, ["fsync"], step=1 if IN_FULL else 2)
    # Killed first: a sample of a few calls must hold each of the two ends.
    trial.survives_all({"killed": KILLED} | ERRORS, ["open", "write", "mkdir"], step=50 if IN_FULL else 1000)

    assert trial.failed["syncfs"] > 0
    assert set(trial.outcomes) >= {3, -9}


def test_a_build_that_writes_in_place_is_seen(faults: Faults, tmp_path: Path) -> None:
    trial = Trial(faults, project(tmp_path, "Ada"), project(tmp_path, "Eve"), tmp_path)
    in_place = """
import shutil
from cmpgen import publish
from cmpgen.publish.ours import files_below

def write(staging, output):
    for path in files_below(staging):
        if not (output / path).samefile(staging / path):
            shutil.copyfile(staging / path, output / path)
    return True

assert publish._exchange
publish._exchange = write
"""

    for error in (errno.ENOSPC, KILLED):
        with pytest.raises(AssertionError, match="is_whole"):
            # What is written before is the staging folder.
            for number in itertools.count(12, 3):
                assert trial.survives("write", number, error, in_place), "no fault was seen"
        trial.settle()


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
