"""Work that several processes share, and none of them outlives.

Each worker has a pipe of its own: where the system kills one, as where memory is short, its pipe ends, and with it the
whole work, instead of waiting for ever for what it was to make. No lock and no queue is shared that it could have held.
A worker ends with the process that started it, however that ended: nobody else would stop it.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar, cast

from cmpgen.publish import Refused

LOST = "the system ended a process of this work, as where memory is short; --jobs 1 needs the least"

Task = TypeVar("Task")
Made = TypeVar("Made")


def inherit() -> bool:
    """Whether workers begin as copies of this process, and so with all that it has read."""
    return multiprocessing.get_start_method() == "fork"


def share(
    work: Callable[[Task], Made],
    tasks: Sequence[Task],
    processes: int,
    prepare: Callable[[], None] | None = None,
    at_once: int = 8,
) -> Iterator[Made]:
    """What `work` makes of each task, in any order, in so many processes.

    Each begins with `prepare`. Where workers do not inherit, both are handed over, and so plain functions. A worker is
    given `at_once` tasks at most at a time.
    What is raised in a worker is raised here. Raises `Refused` where one ends of which nobody asked it.
    """
    size = max(1, min(at_once, len(tasks) // (4 * processes)))
    portions = (tasks[start : start + size] for start in range(0, len(tasks), size))
    workers: dict[Connection, BaseProcess] = {}
    try:
        if inherit():
            # What is inherited is left alone, so that the processes go on sharing its memory.
            gc.freeze()
        for _ in range(min(processes, len(tasks))):
            _start(workers, functools.partial(_serve, work, prepare))
        busy = [each for each in workers if _hand(each, next(portions, None))]
        while busy:
            for each in cast("list[Connection]", wait(busy)):
                made = _receive(each)
                if not _hand(each, next(portions, None)):
                    busy.remove(each)
                yield from made
    except BaseException:
        for worker in workers.values():
            worker.kill()
        raise
    finally:
        for ours, worker in workers.items():
            worker.join()
            ours.close()
        gc.unfreeze()


def _start(workers: dict[Connection, BaseProcess], serve: Callable[[Connection], None]) -> None:
    context: Any = multiprocessing.get_context("fork" if inherit() else "spawn")
    ours, theirs = context.Pipe()
    # Closed here before the next worker is made, which would keep it open: the pipe ends with its worker.
    with contextlib.closing(theirs):
        worker = context.Process(target=serve, args=(theirs,), daemon=True)
        worker.start()
    workers[ours] = worker


def _hand(worker: Connection, portion: Sequence[Any] | None) -> bool:
    """Give a worker its next tasks, or None, with which it ends; whether there were any."""
    with _lost():
        worker.send(portion)
    return portion is not None


def _receive(worker: Connection) -> list[Any]:
    with _lost():
        made = worker.recv()
    if isinstance(made, BaseException):
        raise made
    return list(made)


@contextlib.contextmanager
def _lost() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as fault:
        raise Refused(LOST) from fault


def _serve(work: Callable[[Any], Any], prepare: Callable[[], None] | None, parent: Connection) -> None:
    """In a worker: do portions of tasks until there are none."""
    _end_with_parent()
    # Ctrl-C reaches all processes; the one that started them stops the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Without the one that started it there is nobody to tell.
    with contextlib.suppress(EOFError, OSError):
        while (portion := parent.recv()) is not None:
            made: Any
            try:
                if prepare is not None:
                    prepare()
                    prepare = None
                made = [work(each) for each in portion]
            except Exception as fault:
                fault.add_note(f"In a process of its own:\n{traceback.format_exc()}")
                made = fault
            parent.send(made)


def _end_with_parent() -> None:
    starter = multiprocessing.parent_process()
    if starter is None:
        return

    def watch() -> None:
        wait([starter.sentinel])
        os._exit(1)

    # Without memory for a thread it works all the same, and ends at the latest when it asks for more.
    with contextlib.suppress(RuntimeError):
        threading.Thread(target=watch, daemon=True).start()
