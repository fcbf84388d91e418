"""The elections that are measured, and the edits made to them; each edit really changes something."""

from __future__ import annotations

import gzip
import heapq
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ELECTION = "demo"
HERE = Path(__file__).resolve().parent
THEME = HERE.parent / "theme"

LONGEST = 30
"""So many of the longest pages are gzipped to find the largest."""


class Size(NamedTuple):
    """How large an election is; Hugo is measured beside cmpgen where `beside` says so."""

    constituencies: int
    candidates: int
    beside: bool


SIZES = {
    "uk": Size(650, 4_515, True),
    "65": Size(65, 452, True),
    "finland": Size(300, 35_600, False),
    "communes": Size(35_000, 50_000, False),
}
"""A British general election, a tenth of it, Finland's municipal elections, France's municipal elections by lists."""

# Hugo's settings follow this; the folders of the election are mounted as they are, for the very same files are read.
MOUNTS = """
[[module.mounts]]
source = "content"
target = "content"
[[module.mounts]]
source = "layouts"
target = "layouts"
[[module.mounts]]
source = "{project}/questionnaires"
target = "assets/questionnaires"
[[module.mounts]]
source = "{project}/candidates"
target = "assets/candidates"
"""

_AGREED = re.compile(r"^(  [a-z0-9-]+: )(agree|disagree)$", re.MULTILINE)
_NAMED_FILE = re.compile(r'(?:<link[^>]* href|<script[^>]* src|data-[a-z-]+)="([^":?#]+\.(css|json|js))[^"]*"')


@dataclass(frozen=True, slots=True)
class Place:
    """One election on disk, and where both generators put its site. `person` is the candidate whose answer changes."""

    project: Path
    hugo: Path
    person: Path

    @property
    def output(self) -> Path:
        return self.project / "output"

    @property
    def page(self) -> str:
        """The page of the candidate whose answer changes, below a site's root."""
        return f"{ELECTION}/{self.person.parent.name}/{self.person.stem}/index.html"


def place(project: Path, hugo: Path) -> Place:
    """The election at `project`, just written. In the middle of the country stands whoever changes an answer."""
    folder = project / "candidates" / ELECTION
    names = sorted(os.listdir(folder))
    people = (each for name in names[len(names) // 2 :] for each in sorted((folder / name).iterdir()))
    person = next(each for each in people if _AGREED.search(each.read_text(encoding="utf-8")))
    shutil.copytree(HERE / "hugo", hugo)
    with (hugo / "hugo.toml").open("a", encoding="utf-8") as settings:
        settings.write(MOUNTS.format(project=project.resolve().as_posix()))
    return Place(project, hugo, person)


def set_aside(aside: Path, *folders: Path) -> None:
    """Move these folders out of the way, if they are there.

    They are removed when all is measured: for minutes after thousands of files were removed, ext4 makes new ones up to
    ten times as slowly, for it passes over lately freed inodes one by one.
    """
    aside.mkdir(parents=True, exist_ok=True)
    for each in folders:
        if each.exists():
            each.rename(tempfile.mkdtemp(dir=aside))


def forget(here: Place, aside: Path) -> None:
    """Take away cmpgen's site and all that it remembers of it."""
    set_aside(aside, here.output, here.project / ".output.kept")


def forget_hugos(here: Place, aside: Path) -> None:
    set_aside(aside, here.hugo / "public")


def change_answer(here: Place) -> None:
    """The first plain "agree" or "disagree" of one candidate becomes the other."""
    text = here.person.read_text(encoding="utf-8")
    other = {"agree": "disagree", "disagree": "agree"}
    here.person.write_text(_AGREED.sub(lambda found: found[1] + other[found[2]], text, count=1), encoding="utf-8")


def own_templates(here: Place) -> None:
    """Give the project a theme of its own: the frame of every page, and three kinds of page."""
    for name in ("base.html", "pages/candidate.html", "pages/quiz.html", "pages/method.html"):
        own = here.project / "theme" / "templates" / name
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(THEME / "templates" / name, own)


def no_templates(here: Place) -> None:
    shutil.rmtree(here.project / "theme", ignore_errors=True)


def change_page(here: Place, kind: str, turn: int) -> None:
    """A paragraph more on each page of one kind."""
    page = here.project / f"theme/templates/pages/{kind}.html"
    start = "{% block main %}"
    _replace(page, start, f'{start}\n<p class="turn-{turn}"></p>')
    if kind == "candidate":
        _append(here.hugo / "layouts/candidate.html", f'\n<p class="turn-{turn}"></p>')


def change_frame(here: Place, turn: int) -> None:
    """A paragraph more on every page."""
    _replace(here.project / "theme/templates/base.html", "</main>", f'<p class="turn-{turn}"></p>\n</main>')
    _append(here.hugo / "layouts/_partials/footer.html", f'\n<p class="turn-{turn}"></p>')


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"there is no {old} in {path}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _append(path: Path, words: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(words)


def bytes_in(folder: Path) -> tuple[int, int]:
    """How many files there are below `folder`, and their bytes."""
    sizes = [os.stat(each).st_size for each in _files(str(folder))]
    return len(sizes), sum(sizes)


def _files(folder: str) -> Iterator[str]:
    for each in os.scandir(folder):
        if each.is_dir(follow_symlinks=False):
            yield from _files(each.path)
        else:
            yield each.path


def largest_page(folder: Path) -> tuple[str, int]:
    """The page that takes most bytes gzipped, and these bytes; it is looked for among the LONGEST as they are."""
    pages = heapq.nlargest(
        LONGEST, ((os.stat(each).st_size, each) for each in _files(str(folder)) if each[-5:] == ".html")
    )
    size, path = max((_gzipped(Path(each).read_bytes()), each) for _, each in pages)
    return Path(path).relative_to(folder).parent.as_posix(), size


def _gzipped(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


def weight(here: Place) -> dict[str, list[int]]:
    """The first visit of a quiz: bytes gzipped one by one, by kind of file.

    Of its page, styles and scripts those of one place, for they are much alike; of its data those of every place.
    """
    page = here.output / ELECTION / here.person.parent.name / "quiz" / "index.html"
    found = {"html": [_gzipped(page.read_bytes())], "css": [0], "js": [0]}
    for address, kind in {each[1]: each[2] for each in _NAMED_FILE.finditer(page.read_text(encoding="utf-8"))}.items():
        if kind in found:
            found[kind][0] += _gzipped((page.parent / address).read_bytes())
    quizzes = sorted((here.output / ELECTION).glob("*/quiz"))
    for name in ("quiz.json", "notes.json"):
        found[name] = [_gzipped((each / name).read_bytes()) if (each / name).exists() else 0 for each in quizzes]
    found["data"] = [sum(both) for both in zip(found["quiz.json"], found["notes.json"], strict=True)]
    return found
