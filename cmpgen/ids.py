"""What may name a thing, and so a file, a folder and an address: ids, the names of pictures, and those of languages."""

from __future__ import annotations

import functools
import re
import unicodedata

ID = "[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(ID)
LONGEST_ID = 64
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# What no file system, address or shell reads in two ways; cameras write capitals and underscores.
PHOTO_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", re.ASCII)
# Folders and files of these names cannot be made on Windows, where some volunteers clone the repository.
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@functools.lru_cache(maxsize=65_536)
def is_id(word: str) -> bool:
    """Whether `word` may name a thing, and so a file, a folder and a URL."""
    return bool(_ID.fullmatch(word)) and len(word) <= LONGEST_ID and word not in DEVICES


def why_no_id(word: str) -> str:
    """What keeps `word` from being an id."""
    if word in DEVICES:
        return "Windows keeps this name for a device"
    odd = next((char for char in word if not re.fullmatch("[a-z0-9-]", char)), "")
    if not odd:
        too_long = len(word) > LONGEST_ID
        return (
            f"it has more than {LONGEST_ID} characters"
            if too_long
            else ("hyphens stand one at a time, between letters or digits" if word else "it is empty")
        )
    if odd.isascii():
        return "it has a capital letter" if odd.isalpha() else f"it has the character {odd!r}"
    from cmpgen.yamltree.characters import name_of

    return f"it has the character {name_of(odd)}"


def id_like(word: str) -> str:
    """An id that looks like `word`, or the empty string where its letters do not say which."""
    from cmpgen.lookalikes import without_lookalikes

    plain = unicodedata.normalize("NFKD", without_lookalikes(unicodedata.normalize("NFKC", word)))
    bare = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    id_ = "-".join(re.findall("[a-z0-9]+", bare))
    letters = all(char.isascii() for char in bare if char.isalnum())
    return id_ if letters and is_id(id_) and id_ != word else ""


def bad_id(word: str, ending: str = "") -> dict[str, str]:
    """The facts of a `bad-id`; `ending` is that of the file that should be called otherwise."""
    near = id_like(word)
    return {"word": word, "reason": why_no_id(word), "nearest": near and near + ending}
