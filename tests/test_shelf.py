"""What is kept in the user's cache folder is used while it is whole, and never where somebody else can write."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmpgen import shelf


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(shelf, "place", lambda: tmp_path)
    shelf._folder.cache_clear()
    yield tmp_path / "cmpgen"
    shelf._folder.cache_clear()


def made(name: str, rests_on: str) -> tuple[bytes, int]:
    """What is kept, and how often it had to be made."""
    times: list[None] = []

    def make() -> bytes:
        times.append(None)
        return f"{name} from {rests_on}".encode()

    return shelf.kept(name, rests_on, make), len(times)


def test_what_rests_on_the_same_is_made_once(folder: Path) -> None:
    assert made("a", "x") == (b"a from x", 1)
    assert made("a", "x") == (b"a from x", 0)
    assert made("b", "x") == (b"b from x", 1)
    assert made("a", "y") == (b"a from y", 1)
    assert made("a", "y") == (b"a from y", 0)
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("harm", [b"", b"short", None])
def test_what_is_not_whole_is_made_again(folder: Path, harm: bytes | None) -> None:
    made("a", "x")
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"?" if harm is None else harm)

    assert made("a", "x") == (b"a from x", 1)
    assert made("a", "x") == (b"a from x", 0)


def test_code_runs_as_before(folder: Path) -> None:
    for _ in range(2):
        assert eval(shelf.kept_code("a", "x", lambda: compile("6 * 7", "a", "eval"))) == 42


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_that_others_may_write_to_is_not_used(folder: Path, mode: int) -> None:
    folder.mkdir()
    folder.chmod(mode)

    assert made("a", "x")[1] == made("a", "x")[1] == 1
    assert list(folder.iterdir()) == []


def test_a_link_in_its_place_is_not_used(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to("elsewhere")

    assert made("a", "x")[1] == made("a", "x")[1] == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_without_a_folder_things_are_made_again(folder: Path) -> None:
    folder.write_text("a file")

    assert made("a", "x")[1] == made("a", "x")[1] == 1


def test_a_full_disk_stops_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)

    assert made("a", "x")[1] == made("a", "x")[1] == 1
    assert list(folder.iterdir()) == []


def test_the_folder_is_the_users_own_whatever_the_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/somebody")
    for relative in ("", "cache", "./cache"):
        monkeypatch.setenv("XDG_CACHE_HOME", relative)
        assert shelf.place().parts[:3] == ("/", "home", "somebody")
