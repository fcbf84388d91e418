"""How fast cmpgen is, beside Hugo: the same election, in turns, in one run.

    make bench
    python bench/run.py [--size uk|65|finland|communes] [--pairs N] [--only full,edit,…] [--json FILE]

First both build, and same.py compares their pages: what does not say the same is not measured.
Then each measure is taken in turns, cmpgen Hugo cmpgen Hugo, so that a busy moment of the machine falls on both.
Hugo has no build that goes on from the one before: each of its figures is that of a whole build.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import projects
import report
from measuring import Cost, adopt_orphans, as_json, measured
from projects import SIZES, Place

MEASURES = ("full", "edit", "nothing", "template", "check", "help", "weight", "linear")
ALONE = ("full", "edit")
"""What is measured of an election that is cmpgen's alone."""

IN_TURNS = frozenset({"full", "edit", "nothing", "template"})
"""What is measured in turns with Hugo."""

HERE = Path(__file__).resolve().parent


@dataclass(slots=True)
class Bench:
    """One run under way: the election, the programs, and what they have cost so far, by measure and then by program."""

    here: Place
    small: Place | None
    cmpgen: str
    hugo: str
    pairs: int
    aside: Path
    costs: dict[str, dict[str, list[Cost]]] = field(default_factory=dict)

    def build(self, here: Place) -> Cost:
        command = [self.cmpgen, "build", "--project", str(here.project), "--output", str(here.output), "--timings"]
        return measured(command)

    def build_with_hugo(self) -> Cost:
        return measured([self.hugo, "build", "--quiet", "--noBuildLock"], self.here.hugo)

    def take(self, name: str, first: str, one: Callable[[], Cost], second: str, two: Callable[[], Cost] | None) -> None:
        """Note what `one` and `two` cost now, as the next pair of the measure `name`."""
        of_measure = self.costs.setdefault(name, {first: []})
        for program, run in ((first, one), (second, two)):
            if run is not None:
                of_measure.setdefault(program, []).append(cost := run())
                turn = len(of_measure[program])
                sys.stderr.write(f"{name} {turn}/{self.pairs} {program}: {cost.wall:.2f} s, cpu {cost.cpu:.2f} s\n")


def main() -> None:
    asked = _arguments()
    adopt_orphans()
    machine = _machine()
    size = SIZES[asked.size]
    wanted = asked.only or (MEASURES if size.beside else ALONE)
    if not size.beside and not set(wanted) <= set(ALONE):
        sys.exit(f"Of the size {asked.size} only {' and '.join(ALONE)} are measured.")
    hugo = str(_hugo(asked.hugo)) if size.beside and IN_TURNS & set(wanted) else ""
    cmpgen = str(asked.cmpgen)
    aside = asked.work / "aside"
    here = _prepared(cmpgen, asked.work, aside, asked.size)
    small = _prepared(cmpgen, asked.work, aside, "65", "linear-65") if "linear" in wanted else None
    bench = Bench(here, small, cmpgen, hugo, asked.pairs, aside)
    sizes = _warm_up(bench)
    weight = projects.weight(here) if "weight" in wanted else {}
    largest = projects.largest_page(here.output)
    for turn in range(asked.pairs):
        for name in wanted:
            if name not in ("weight", "template"):
                TAKE[name](bench)
        if "template" in wanted:
            _templates(bench, turn)
    heading = f"{asked.size}: {size.constituencies:,} constituencies, {size.candidates:,} candidates. {machine}"
    sys.stdout.write(report.text(asked.size, heading, sizes, bench.costs, weight, largest))
    if asked.json:
        asked.json.parent.mkdir(parents=True, exist_ok=True)
        told = {"size": asked.size, "machine": machine, "sizes": sizes, "weight": weight, "largest page": largest}
        told["costs"] = {name: {who: as_json(each) for who, each in of.items()} for name, of in bench.costs.items()}
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(aside)


def _warm_up(bench: Bench) -> dict[str, tuple[int, int]]:
    """Build with both, compare what they say, and count files and bytes of both sites."""
    here = bench.here
    bench.build(here)
    sizes = {"cmpgen": projects.bytes_in(here.output)}
    if bench.hugo:
        bench.build_with_hugo()
        public = here.hugo / "public"
        sizes["Hugo"] = projects.bytes_in(public)
        # In a process of its own: memory that this one takes would be counted with that of its children.
        command = [sys.executable, str(HERE / "same.py"), str(here.project), str(here.output), str(public)]
        if subprocess.run(command, check=False).returncode:  # noqa: S603
            sys.exit("The two do not say the same, so nothing was measured.")
    return sizes


def _full(bench: Bench) -> None:
    projects.forget(bench.here, bench.aside)
    projects.forget_hugos(bench.here, bench.aside)
    bench.take("full", "cmpgen", lambda: bench.build(bench.here), "Hugo", _beside(bench))


def _edit(bench: Bench) -> None:
    sites = [bench.here.output, *([bench.here.hugo / "public"] if bench.hugo else [])]
    before = [(each / bench.here.page).read_bytes() for each in sites]
    projects.change_answer(bench.here)
    bench.take("edit", "cmpgen", lambda: bench.build(bench.here), "Hugo", _beside(bench))
    if any((each / bench.here.page).read_bytes() == was for each, was in zip(sites, before, strict=True)):
        sys.exit(f"The answer in {bench.here.person} changed, and {bench.here.page} did not.")


def _nothing(bench: Bench) -> None:
    bench.take("nothing", "cmpgen", lambda: bench.build(bench.here), "Hugo", _beside(bench))


def _templates(bench: Bench, turn: int) -> None:
    """Changes of templates in the project's own theme; the theme comes and goes uncounted."""
    projects.own_templates(bench.here)
    bench.build(bench.here)
    for name, kind in (("method", "method"), ("quiz", "quiz"), ("template", "candidate")):
        projects.change_page(bench.here, kind, turn)
        bench.take(name, "cmpgen", lambda: bench.build(bench.here), "Hugo", _beside(bench))
    projects.change_frame(bench.here, turn)
    bench.take("frame", "cmpgen", lambda: bench.build(bench.here), "Hugo", _beside(bench))
    projects.no_templates(bench.here)
    bench.build(bench.here)


def _check(bench: Bench) -> None:
    bench.take(
        "check", "cmpgen", lambda: measured([bench.cmpgen, "check", "--project", str(bench.here.project)]), "", None
    )


def _help(bench: Bench) -> None:
    bench.take("help", "cmpgen", lambda: measured([bench.cmpgen, "--help"]), "", None)


def _linear(bench: Bench) -> None:
    small = bench.small
    if small is None:
        return
    for each in (small, bench.here):
        projects.forget(each, bench.aside)
    bench.take("linear", "here", lambda: bench.build(bench.here), "there", lambda: bench.build(small))


def _beside(bench: Bench) -> Callable[[], Cost] | None:
    return bench.build_with_hugo if bench.hugo else None


TAKE: dict[str, Callable[[Bench], None]] = {
    "full": _full,
    "edit": _edit,
    "nothing": _nothing,
    "check": _check,
    "help": _help,
    "linear": _linear,
}


def _prepared(cmpgen: str, work: Path, aside: Path, size: str, name: str = "") -> Place:
    """The election of that size, written anew, and Hugo's project for it."""
    folder = work / (name or size)
    projects.set_aside(aside, folder)
    of = SIZES[size]
    numbers = ["--constituencies", str(of.constituencies), "--candidates", str(of.candidates)]
    measured([cmpgen, "demo", str(folder / "project"), *numbers, "--questions", "30", "--local", "3"])
    return projects.place(folder / "project", folder / "hugo")


def _hugo(named: Path | None) -> Path:
    found = [named] if named else sorted(Path("build/bench-venv").glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    if not found or not found[0].is_file():
        sys.exit("There is no Hugo. `make bench` installs it; --hugo names another program.")
    return found[0].resolve()


def _machine() -> str:
    """The machine in words, and how busy it is just now: beside other work only the ratios mean anything."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"


def _arguments() -> argparse.Namespace:
    def measures(words: str) -> Sequence[str]:
        named = words.split(",")
        if unknown := set(named) - set(MEASURES):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
        return [each for each in MEASURES if each in named]

    parser = argparse.ArgumentParser(description="How fast cmpgen is, beside Hugo.")
    parser.add_argument("--size", choices=SIZES, default="uk", help="default: uk")
    parser.add_argument("--pairs", type=int, default=5, metavar="N", help="turns of each measure; default: 5")
    parser.add_argument("--only", type=measures, metavar="LIST", help=f"some of {','.join(MEASURES)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every single figure there")
    parser.add_argument("--work", type=Path, default=Path("build/bench"), metavar="DIR", help="default: build/bench")
    parser.add_argument("--hugo", type=Path, metavar="PROGRAM", help="default: the one in build/bench-venv")
    program = Path(sys.executable).parent / "cmpgen"
    parser.add_argument("--cmpgen", type=Path, default=program, metavar="PROGRAM", help="default: beside this Python")
    return parser.parse_args()


if __name__ == "__main__":
    main()
