"""Standard output and standard error that nobody need read to their end: what was found decides the exit code."""

from __future__ import annotations

import io
import os
import sys


class Patient(io.FileIO):
    """Writes until whoever reads has left (`head`, a closed window), and from then on writes nothing."""

    left = False

    def write(self, words: object) -> int:
        """As any file does. Whatever else goes wrong is raised once."""
        size = memoryview(words).nbytes  # type: ignore[arg-type]
        if self.left:
            return size
        try:
            return super().write(words)  # type: ignore[arg-type]
        except BrokenPipeError:
            self.left = True
            return size
        except OSError:
            self.left = True
            raise


def settle() -> None:
    """Have both streams be patient, and show a question mark for a letter that a terminal lacks.

    Where one was closed before we started, nothing is written to it, and no file of ours comes to stand in its place.
    """
    for number, name in ((0, ""), (1, "stdout"), (2, "stderr")):
        try:
            os.fstat(number)
        except OSError:
            nothing = os.open(os.devnull, os.O_RDWR)
            if nothing != number:
                os.dup2(nothing, number)
                os.close(nothing)
        stream = getattr(sys, name, None)
        if not name or not (stream is None or isinstance(stream, io.TextIOWrapper)):
            continue
        patient = io.BufferedWriter(Patient(number, "w", closefd=False))
        encoding = stream.encoding if stream is not None else "utf-8"
        at_once = name == "stderr" or os.isatty(number)
        setattr(sys, name, io.TextIOWrapper(patient, encoding=encoding, errors="replace", line_buffering=at_once))


def has_left(stream: object) -> bool:
    """Whether nobody reads this stream any more, as far as was noticed when something was last written to it."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None)
    return isinstance(raw, Patient) and raw.left
