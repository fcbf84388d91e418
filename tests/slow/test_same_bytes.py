"""The same files give the same site, byte for byte, wherever, whenever, however and by whomever it is built.

`make test-slow` compares six surroundings with a plain build; `make same-bytes` sets CMPGEN_SURROUNDINGS=1 and compares
all of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.helpers import ROOT, is_whole
from tests.hostile.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

IN_FULL = os.environ.get("CMPGEN_SURROUNDINGS") == "1"

FOLDERS = ("candidates", "content", "questionnaires", "theme")
NOBODY = 65534


@dataclass(frozen=True)
class Build:
    """How one build differs from a plain one."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    umask: int = 0o022
    folder: str = ""
    relative: bool = False
    order: int | None = None
    before: tuple[str, ...] = ()


BUILDS = [
    Build("plain"),
    *(Build(f"hash seed {seed}", {"PYTHONHASHSEED": seed}) for seed in ("0", "1", "4294967295", "random")),
    *(
        Build(f"time zone {zone}", {"TZ": zone})
        for zone in ("UTC", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati")
    ),
    *(
        Build(f"locale {name}", {"LC_ALL": name, "LANG": name, "LANGUAGE": name.partition("_")[0]})
        for name in ("C", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8")
    ),
    Build("no UTF-8 mode", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    *(Build(f"umask {mask:03o}", umask=mask) for mask in (0o000, 0o077)),
    Build("from another folder", folder="/"),
    Build("from the project, by relative paths", relative=True),
    *(Build(f"files written in order {seed}", order=seed) for seed in (1, 2, 3)),
    *(Build(f"BLAS for {core}", {"OPENBLAS_CORETYPE": core}) for core in ("Prescott", "Sandybridge", "Haswell")),
    Build("one processor", before=("taskset", "-c", "0")),
    Build("a year later", before=("faketime", "-f", "+1y")),
    Build("years ago", before=("faketime", "-f", "-9y")),
    Build(
        "everything at once",
        {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8"},
        0o027,
        "/",
        order=4,
    ),
]

# These need nothing of the machine but Python.
SAMPLE = (
    *("plain", "hash seed 4294967295", "time zone Pacific/Kiritimati", "no UTF-8 mode", "umask 077"),
    *("from another folder", "files written in order 1"),
)


def copy(target: Path, order: int | None, source: Path = ROOT) -> None:
    """The example, its files written one by one in an order of chance, so that a file system lists them in it."""
    paths = sorted(path for folder in FOLDERS for path in (source / folder).rglob("*") if path.is_file())
    paths += [source / "pelicanconf.py"]
    if order is not None:
        random.Random(order).shuffle(paths)
    for path in paths:
        copied = target / path.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)


def tree(folder: Path) -> str:
    """One hash over every path, mode and byte of a site."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda each: os.fsencode(each.relative_to(folder))):
        mode = stat.S_IMODE(path.lstat().st_mode)
        whole.update(f"{path.relative_to(folder)} {mode:o}\n".encode())
        if path.is_file():
            whole.update(path.read_bytes())
    return whole.hexdigest()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """cmpgen as it is now: whoever edits it meanwhile changes no build."""
    folder = tmp_path_factory.mktemp("package")
    for name in ("cmpgen", "theme"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    copy(folder / "example", None)
    return folder


def built(each: Build, here: Path, package: Path) -> tuple[str, str]:
    """The hash over the site that this build makes, and the one that it prints itself."""
    project, output = here / "project", here / "site"
    copy(project, each.order, package / "example")
    arguments = ["--project", str(project), "--output", str(output), "--manifest"]
    if each.relative:
        arguments = ["--output", "../site", "--manifest"]
    run = subprocess.run(
        [*each.before, sys.executable, "-m", "cmpgen", "build", *arguments],
        cwd=each.folder or (project if each.relative else here),
        env=os.environ | {"PYTHONPATH": str(package), "HOME": str(here)} | each.environment,
        umask=each.umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"{each.name}: {run.stderr}"
    assert is_whole(output)
    return tree(output), json.loads(run.stdout)["site"]


def built_by_nobody(here: Path, package: Path) -> tuple[str, str]:
    """As `built`, by a user who owns nothing but this project."""
    project, output = here / "project", here / "site"
    copy(project, None, package / "example")
    for path in (here, *here.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    # Whoever may not read the files of this Python cannot start it, but can go on where it runs already.
    server = Server(package)
    run = server.run(
        "build", "--project", str(project), "--output", str(output), "--manifest", cwd=project, user=NOBODY
    )
    server.close()
    assert run.code == 0, run.stderr
    assert {path.stat().st_uid for path in output.rglob("*")} == {NOBODY}
    return tree(output), json.loads(run.stdout)["site"]


def test_every_build_gives_the_same_bytes(tmp_path: Path, package: Path) -> None:
    found = {}
    for number, each in enumerate(each for each in BUILDS if IN_FULL or each.name in SAMPLE):
        here = tmp_path / str(number)
        here.mkdir()
        found[each.name] = built(each, here, package)
        shutil.rmtree(here)
    if IN_FULL and os.geteuid() == 0:
        with tempfile.TemporaryDirectory() as open_to_all:
            Path(open_to_all).chmod(0o755)
            found["another user"] = built_by_nobody(Path(open_to_all), package)

    assert len(found) >= (24 if IN_FULL else len(SAMPLE))
    plain = found["plain"]
    assert {name: each for name, each in found.items() if each != plain} == {}
