"""Which file stands for what: paths of a project by election and constituency, and every path that is out of place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cmpgen.diagnostics import Diagnostic, Where, diagnostic
from cmpgen.ids import DEVICES, PHOTO_NAME, bad_id, id_like, is_id

QUESTIONNAIRES = "questionnaires"
CANDIDATES = "candidates"
CONTENT = "content"
SCHEMAS = "schemas"
SCHEMA_ENDING = ".schema.json"
NOTES = frozenset({"README.md", "CONTRIBUTING.md"})
"""Notes for volunteers, which may lie anywhere but among candidates, where a file's name is all that makes it count."""

LEFT_BEHIND = frozenset({".gitkeep", ".DS_Store", "Thumbs.db"})
"""What holds a folder open in git, and what desktops leave in one; `files` looks whether a candidate is in it."""

_SWAP = re.compile(r"\..*\.(?:sw[a-p]|[0-9]+\.part)")
"""What Vim keeps of a file while it is edited, and what we write of one until it is whole."""

_NEARLY_YAML = re.compile(r"(?P<stem>.*?)\.ya?ml(?![a-z]).*", re.IGNORECASE | re.DOTALL)
PHOTOS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""What the ending of a photo's name says of its content."""

# What people take for a photo too; where a candidate names one, that is said there, and once.
OTHER_PICTURES = frozenset({".avif", ".bmp", ".gif", ".heic", ".heif", ".svg", ".tif", ".tiff"})


def schema_line(path: str) -> str:
    """The comment at the top of a file from which editors learn its schema."""
    if path.startswith(f"{CANDIDATES}/"):
        kind = "candidate"
    else:
        kind = "constituency" if path.count("/") == 3 else PurePosixPath(path).stem
    return f"yaml-language-server: $schema={'../' * path.count('/')}{SCHEMAS}/{kind}{SCHEMA_ENDING}"


def map_path(election: str) -> str:
    """Where the loadings of an election's opinion map stand."""
    return f"{QUESTIONNAIRES}/{election}/map.yaml"


@dataclass(slots=True)
class ElectionFiles:
    """The paths of one election: `constituencies` by id, `candidates` by constituency and id.

    `photos` holds the pictures beside candidates' files, by constituency and file name.
    """

    id: str
    election: str = ""
    questions: str = ""
    map: str = ""
    constituencies: dict[str, str] = field(default_factory=dict)
    candidates: dict[str, dict[str, str]] = field(default_factory=dict)
    photos: dict[str, dict[str, str]] = field(default_factory=dict)


def is_data(path: str) -> bool:
    """Whether this is the path of a file of an election."""
    return path.partition("/")[0] in (QUESTIONNAIRES, CANDIDATES)


def election_of(path: str) -> str:
    """The election that a file belongs to by its folder, empty where it belongs to none."""
    steps = path.split("/")
    return steps[1] if is_data(path) and len(steps) > 1 else ""


def is_photo(name: str) -> bool:
    """Whether a file of this name is one that can hold a photo."""
    return PurePosixPath(name).suffix.lower() in PHOTOS


def is_picture(path: str) -> bool:
    """Whether this is the path of a picture beside candidates' files, of a kind that can be shown or not."""
    if path.endswith(".yaml"):
        return False
    place = PurePosixPath(path)
    beside = len(place.parts) == 4 and place.parts[0] == CANDIDATES
    return beside and (is_photo(path) or place.suffix.lower() in OTHER_PICTURES)


def is_passed_over(path: str) -> bool:
    """Whether nothing is read from a file of this name in this place, and nobody need be told."""
    folders, name = path.split("/")[:-1], path.rpartition("/")[2]
    if name in NOTES:
        return folders[:1] != [CANDIDATES] or len(folders) < 3
    return name in LEFT_BEHIND or _SWAP.fullmatch(name) is not None


def sort_paths(paths: Collection[str]) -> tuple[dict[str, ElectionFiles], list[Diagnostic]]:
    """Elections by id, each with its files, and a diagnostic for each path that has no place."""
    elections: dict[str, ElectionFiles] = {}
    found: list[Diagnostic] = []
    known, beside = "", dict[str, str]()
    for path in sorted(paths):
        folder, _, name = path.rpartition("/")
        if folder == known and name.endswith(".yaml") and is_id(name[:-5]):
            # Nearly every file is another candidate's of the constituency before.
            beside[name[:-5]] = path
            continue
        parts = tuple(path.split("/"))
        if not is_data(path):
            continue
        if _is_sound(parts):
            _place(elections, path, parts)
            if parts[0] == CANDIDATES:
                known, beside = folder, elections[parts[1]].candidates[parts[2]]
            continue
        if is_passed_over(path):
            continue
        faults = list(_faults(path, parts))
        found.extend(faults)
        if not faults and (path.endswith(".yaml") or is_picture(path)):
            _place(elections, path, parts)
    return elections, found


def _faults(path: str, parts: tuple[str, ...]) -> Iterator[Diagnostic]:
    here = Where(path)
    for depth, folder in enumerate(parts[1:-1], start=2):
        if not is_id(folder):
            # Placed at the folder, so that it is one fault however many files are in it.
            yield diagnostic(Where("/".join(parts[:depth])), "bad-id", **bad_id(folder))
            return
    name = PurePosixPath(parts[-1])
    if is_picture(path):
        if not _is_photo_name(str(name)):
            # No file can name it, so it can never be anybody's photo.
            yield diagnostic(here, "bad-photo-name", name=str(name))
    elif str(name) in (".yaml", ".yml"):
        # All ending and no name, so Python sees no ending in it.
        yield diagnostic(here, "bad-id", **bad_id(str(name)))
    elif name.suffix.lower() in (".yml", ".yaml", ".json", ".txt") and name.suffix != ".yaml":
        # Editors of some desktops hide one ending and add another: bob.yaml.txt.
        stem = PurePosixPath(name.stem).stem if name.stem.lower().endswith((".yaml", ".yml")) else name.stem
        yield diagnostic(here, "wrong-ending", name=str(name), expected=f"{stem}.yaml")
    elif name.suffix != ".yaml":
        yield _stray(here, parts)
    elif not _fits(parts):
        yield diagnostic(here, "wrong-folder", name=str(name))
    elif not is_id(name.stem):
        yield diagnostic(here, "bad-id", **bad_id(name.stem, ".yaml"))


def _stray(where: Where, parts: tuple[str, ...]) -> Diagnostic:
    """A file that nothing reads: an error where it may be somebody's, for what is in it would be missing."""
    if parts[0] == CANDIDATES:
        return not_a_candidate(where)
    near = _nearest(parts[-1])
    if near:
        return diagnostic(where, "wrong-ending", name=parts[-1], expected=near)
    return diagnostic(where, "stray-file", name=parts[-1], nearest="")


def not_a_candidate(where: Where) -> Diagnostic:
    """Nothing reads the file at this place, and it lies where candidates' files do, or reads like one."""
    name = where.path.rpartition("/")[2]
    return diagnostic(where, "not-a-candidate", name=name, nearest=_nearest(name))


def _nearest(name: str) -> str:
    """What a file of YAML should be called whose name lost its ending, or has more behind it: north.yaml~, north.

    Empty where the name is that of another kind of file.
    """
    nearly = _NEARLY_YAML.fullmatch(name)
    if not nearly:
        return f"{name}.yaml" if is_id(name) else ""
    stem = nearly["stem"].strip(" ._~#-")
    good = stem if is_id(stem) else id_like(stem)
    return f"{good}.yaml" if good else ""


def _is_photo_name(name: str) -> bool:
    """Whether a candidate's file can name a photo so."""
    return bool(PHOTO_NAME.fullmatch(name)) and ".." not in name and name.partition(".")[0].lower() not in DEVICES


def _is_sound(parts: tuple[str, ...]) -> bool:
    """Whether nothing is wrong with the path of a YAML file: what is said of nearly all of them at once."""
    stem = parts[-1].removesuffix(".yaml")
    return stem != parts[-1] and _fits(parts) and all(map(is_id, (*parts[1:-1], stem)))


def _fits(parts: tuple[str, ...]) -> bool:
    if parts[0] == CANDIDATES:
        return len(parts) == 4
    return (len(parts) == 3 and parts[2] in ("election.yaml", "questions.yaml", "map.yaml")) or (
        len(parts) == 4 and parts[2] == "constituencies"
    )


def _place(elections: dict[str, ElectionFiles], path: str, parts: tuple[str, ...]) -> None:
    files = elections.setdefault(parts[1], ElectionFiles(parts[1]))
    name = parts[-1].removesuffix(".yaml")
    if is_picture(path):
        files.photos.setdefault(parts[2], {})[name] = path
    elif parts[0] == CANDIDATES:
        files.candidates.setdefault(parts[2], {})[name] = path
    elif len(parts) == 4:
        files.constituencies[name] = path
    elif name == "election":
        files.election = path
    elif name == "map":
        files.map = path
    else:
        files.questions = path
