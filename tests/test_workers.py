import contextlib
import functools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cmpgen import workers
from cmpgen.marks import MARKER
from cmpgen.publish import MARK, Refused, lock, stage, write
from tests.helpers import ROOT


@pytest.fixture(params=["fork", "spawn"])
def either_way(request, monkeypatch):
    if request.param not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {request.param}")
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda: request.param)


def double(number: int) -> int:
    return 2 * number


def die_at(fatal: int, number: int) -> int:
    if number == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail_at(fatal: int, number: int) -> int:
    if number == fatal:
        raise OSError(28, "No space left on device", "page.html")
    return number


def wait_for(what: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.01)
    return what()


def lives(process: int) -> bool:
    """Whether it runs; one that has ended and that nobody has asked about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("count", [1, 2, 100])
def test_every_task_is_done_once(either_way, count):
    assert sorted(workers.share(double, range(count), 2)) == [2 * each for each in range(count)]


@pytest.mark.parametrize("fatal", [0, 57, 99])
def test_work_of_which_a_process_is_killed_ends_with_a_sentence(either_way, fatal):
    with pytest.raises(Refused, match=r"^the system ended a process of this work, .*--jobs 1"):
        list(workers.share(functools.partial(die_at, fatal), range(100), 2))

    assert multiprocessing.active_children() == []


def test_what_is_raised_in_a_process_is_raised_and_says_where(either_way):
    with pytest.raises(OSError, match="No space left") as raised:
        list(workers.share(functools.partial(fail_at, 57), range(100), 2))

    assert raised.value.filename == "page.html"
    assert "in fail_at" in raised.value.__notes__[0]
    assert multiprocessing.active_children() == []


def test_whoever_stops_asking_leaves_no_process_behind(either_way):
    made = workers.share(double, range(100), 2)
    next(made)

    made.close()

    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux which processes there are")
@pytest.mark.parametrize("starts", ["fork", "spawn"])
def test_processes_end_with_the_one_that_started_them_however_that_ends(tmp_path, starts):
    script = tmp_path / "builder.py"
    script.write_text(
        "import multiprocessing, os, time\n"
        "from cmpgen import workers\n"
        "def work(number):\n"
        "    os.write(1, f'{os.getpid()}\\n'.encode())\n"
        "    time.sleep(60)\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.set_start_method('{starts}')\n"
        "    list(workers.share(work, range(3), 3))\n"
    )
    command = [sys.executable, str(script)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    builder = subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True)
    assert builder.stdout is not None
    started = [int(builder.stdout.readline()) for _ in range(3)]
    assert all(map(lives, started))

    builder.kill()
    builder.wait()

    try:
        assert wait_for(lambda: not any(map(lives, started)))
    finally:
        builder.stdout.close()
        for each in started:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)


def test_what_outlives_a_killed_build_disturbs_no_other(tmp_path):
    """For the moment that its processes need to notice."""
    output = tmp_path / "output"
    orphan = (
        "import sys; from pathlib import Path; from cmpgen.publish import write\n"
        "print('writing', flush=True)\n"
        "number = 0\n"
        "while True: number += 1; write(Path(sys.argv[1]), f'{number % 50}/{number}/index.html', b'old')\n"
    )
    with lock(output):
        dead = stage(output)
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    for _ in range(5):
        dead.mkdir(exist_ok=True)
        (dead / MARKER).write_bytes(MARK)
        command = [sys.executable, "-c", orphan, str(dead)]
        writer = subprocess.Popen(
            command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()

        with lock(output):
            staging = stage(output)
            assert writer.wait(20) == 1
            write(staging, "index.html", b"new")
            assert sorted(each.name for each in staging.iterdir()) == [MARKER, "index.html"]
        with lock(output):
            staging = stage(output)

        assert [each.name for each in tmp_path.glob(".output.staging-*")] == [staging.name]
        writer.stdout.close()
