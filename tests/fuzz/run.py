"""Fuzz one target for some seconds: python tests/fuzz/run.py yaml 600

It begins with the inputs in tests/fuzz/corpus/<target>.
Those that reach new code are added to build/fuzz/<target>, where the next run finds them.
One that breaks a promise is written there too, and belongs into the corpus once that is mended.
atheris has wheels for some versions of CPython on Linux only; elsewhere this says so, and `make test` still tries the
kept corpus.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))


def main() -> None:
    target, seconds = sys.argv[1], sys.argv[2]
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not here; `make fuzz` installs it where it has a wheel.")
    with atheris.instrument_imports(include=["cmpgen"]):
        from tests.fuzz.targets import TARGETS

    found = HERE.parent.parent / "build/fuzz" / target
    found.mkdir(parents=True, exist_ok=True)
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            "-timeout=10",
            "-rss_limit_mb=1024",
            "-max_len=4096",
            "-print_final_stats=1",
            f"-artifact_prefix={found}-",
            str(found),
            str(HERE / "corpus" / target),
        ],
        TARGETS[target],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
