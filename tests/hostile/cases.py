"""What a hostile case is: files over a small sound election, and what must come of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.helpers import DEMO, ELECTION, NORTH

E = "questionnaires/demo/election.yaml"
Q = "questionnaires/demo/questions.yaml"
N = "questionnaires/demo/constituencies/north.yaml"
ADA = "candidates/demo/north/ada.yaml"
ADA_PAGE = "demo/north/ada/index.html"

Files = Mapping[str, str | bytes]
Prepare = Callable[[Path], object]

CHECK = ("check", "--project", "{project}")
IMPORT = (
    "import",
    "tidy",
    "{project}/tables",
    "--project",
    "{project}",
    "--election",
    "tables",
    "--date",
    "2027-05-06",
)
MATCH = ("match", "--project", "{project}", "--election", "demo", "--constituency", "north", "--answers", "mine.json")


@dataclass(frozen=True, slots=True)
class Case:
    """`id` is the list's, with words after it where one case has several forms.

    `files` are written over the small election, Ada's file among them; `prepare` then does what no text can.
    `faults` are all errors that `command` must report, as 'path:line:column code': with any, it must exit with 1.
    `warnings` must be among those reported, in the same form.
    It has as many `seconds` of a processor; the clock also counts what else the machine does.
    With `builds`, the site is built too, and must fail or succeed alike.
    `shown` must be on the pages of the built site, as text, though it is not on those of the sound one; `answers` is
    what Ada's page says to each of these questions, word for word; `made` are patterns of files that only this site
    has; `hidden` must be nowhere in its files.
    """

    id: str
    files: Files = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    made: tuple[str, ...] = ()
    hidden: tuple[bytes, ...] = ()
    prepare: Prepare | None = None
    command: tuple[str, ...] = CHECK
    builds: bool = True
    seconds: int = 2

    @property
    def megabytes(self) -> int:
        """How many of memory it may take, below which it must stay."""
        return 200 if self.number.startswith("Y-bomb") else 300

    @property
    def number(self) -> str:
        """The list's id alone."""
        return self.id.partition(" ")[0]


MORE = "and more"
"""As the last of a case's faults: there may be others, of the same kinds."""


def refused(
    id_: str, files: Files, *faults: str, prepare: Prepare | None = None, command: tuple[str, ...] = CHECK
) -> Case:
    """E1: exit 1, these faults at these places."""
    assert faults, id_
    return Case(id_, files, faults, prepare=prepare, command=command)


def accepted(id_: str, files: Files, shown: Mapping[str, str], prepare: Prepare | None = None) -> Case:
    """T: no error, and each text stands on its page as it was written."""
    return Case(id_, files, shown=shown, prepare=prepare)


def answered(id_: str, files: Files, answers: Mapping[str, str]) -> Case:
    """T: no error, and Ada's page gives these answers."""
    return Case(id_, files, answers=answers)


def warned(id_: str, files: Files, *warnings: str) -> Case:
    """W: these warnings, and a site all the same."""
    return Case(id_, files, warnings=warnings)


def ada(*lines: str, name: str = "Ada Obi", reply: str = "answered") -> dict[str, str]:
    """Ada's file: her name at line 1, her reply at line 2, then `lines`."""
    return {ADA: "\n".join([f"name: {name}", f"reply: {reply}", *lines, ""])}


def answering(*lines: str, reply: str = "answered") -> dict[str, str]:
    """Ada's file with `lines` from line 4 on, below `answers:`."""
    return ada("answers:", *(f"  {line}" for line in lines), reply=reply)


def election(line: str, instead: str = "") -> dict[str, str]:
    """The election's file with `line` at its end, or in place of the line that begins with `instead`."""
    lines = ELECTION.splitlines()
    changed = [line if each.startswith(instead) else each for each in lines] if instead else [*lines, line]
    return {E: "\n".join([*changed, ""])}


LAST = len(ELECTION.splitlines()) + 1
"""The line that `election(line)` adds."""

LOCAL = len(NORTH.splitlines()) + 1
"""The line of another local question in the constituency's file."""

SOUND: Files = {**DEMO, **answering("free-buses: agree", "school-language: both", "new-stadium: disagree")}
"""What every case is written over."""


def write(case: Case, project: Path) -> None:
    """Write the case's files over the sound ones, and let it prepare what it needs."""
    for path, content in {**SOUND, **case.files}.items():
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content, encoding="utf-8", newline="")
    if case.prepare is not None:
        case.prepare(project)
