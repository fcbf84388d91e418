"""Publishing: whole or not at all, whatever the environment does, and never over a stranger's files."""

from __future__ import annotations

import errno
import itertools
import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmpgen import publish
from cmpgen.marks import MANIFEST, MARKER, SPARE, kept_folder
from cmpgen.publish import Draft, Locked, Refused, discard, lock, place, stage, staging
from tests.helpers import is_whole

FILES = 60

BUILDER = f"""
import itertools, sys
from pathlib import Path
from cmpgen.publish import lock, publish, stage

def write(folder, generation):
    for number in range({FILES}):
        (folder / str(number)).mkdir(exist_ok=True)
        (folder / str(number) / "index.html").write_text(f"generation {{generation}}" * 50)

def whole_or_not_at_all(output, generation):
    with lock(output):
        staging = stage(output)
        write(staging, generation)
        publish(staging, output)

def in_place(output, generation):
    write(output, generation)

how, output = sys.argv[1], Path(sys.argv[2])
whole_or_not_at_all(output, 0)
print("ready", flush=True)
for generation in itertools.count(1):
    globals()[how](output, generation)
"""


def build(output: Path, words: str) -> None:
    with lock(output):
        staging = stage(output)
        for name in ("index.html", "a/index.html", "a/b/index.html"):
            (staging / name).parent.mkdir(exist_ok=True)
            (staging / name).write_text(words, encoding="utf-8")
        publish.publish(staging, output)


def beside(output: Path) -> set[str]:
    return {each.name for each in output.parent.iterdir()} - {output.name, f".{output.name}.lock"}


def killed_at_random_moments(output: Path, how: str, times: int) -> Iterator[bool]:
    """Whether the site was whole after each kill -9 of a process that builds on and on; each next build succeeds."""
    moments = random.Random(2027)
    for _ in range(times):
        builder = subprocess.Popen([sys.executable, "-c", BUILDER, how, str(output)], stdout=subprocess.PIPE, text=True)
        assert builder.stdout is not None
        assert builder.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0, 0.1))
        builder.send_signal(signal.SIGKILL)
        builder.communicate()
        whole = is_whole(output)
        build(output, "the next build")
        assert is_whole(output)
        assert beside(output) == set()
        yield whole


def test_build_killed_at_20_random_moments_leaves_one_whole_site_each_time(tmp_path):
    assert list(killed_at_random_moments(tmp_path / "output", "whole_or_not_at_all", times=20)) == [True] * 20


def test_the_same_kills_catch_a_build_that_writes_in_place(tmp_path):
    # The first does, unless the process was kept waiting until it was killed.
    assert False in killed_at_random_moments(tmp_path / "output", "in_place", times=100)


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("call", ["fsync", "rename", "chmod", "open", "unlink", "rmdir"])
def test_full_disk_at_any_call_leaves_a_whole_site_and_the_next_build_succeeds(tmp_path, monkeypatch, call, exchange):
    output = tmp_path / "output"
    build(output, "old")
    if not exchange:
        monkeypatch.setattr(publish, "_exchange", lambda staging, output: False)
    real = getattr(os, call)

    def fail_at(number: int):
        calls = itertools.count(1)

        def failing(*arguments, **options):
            if next(calls) == number:
                raise OSError(errno.ENOSPC, "No space left on device", str(output))
            return real(*arguments, **options)

        return failing

    outcomes = []
    for number in range(1, 40):
        with monkeypatch.context() as patch:
            patch.setattr(os, call, fail_at(number))
            try:
                build(output, "new")
                outcomes.append("published")
            except Refused as refusal:
                assert "the disk is full" in str(refusal)
                outcomes.append("refused")
        assert is_whole(output)
    build(output, "newest")

    assert outcomes[-1] == "published"
    # An exchange needs no os.rename, and folders are removed once the new site stands: a fault there refuses nothing.
    assert "refused" in outcomes or call in ("rename", "rmdir")
    assert (output / "index.html").read_text() == "newest"
    assert beside(output) == set()


def test_files_too_large_for_the_system_are_refused_in_one_sentence(tmp_path):
    output = tmp_path / "output"
    build(output, "old")
    script = (
        "import resource, sys; from pathlib import Path; from cmpgen import publish\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); output = Path(sys.argv[1])\n"
        "with publish.lock(output), publish.in_words(output):\n"
        "    staging = publish.stage(output)\n"
        "    try: (staging / 'index.html').write_text('x' * 5000)\n"
        "    finally: publish.discard(staging)\n"
    )

    run = subprocess.run([sys.executable, "-c", script, str(output)], capture_output=True, text=True)

    assert "Refused: cannot write the site to" in run.stderr
    assert "a file grew larger than the system allows" in run.stderr
    assert is_whole(output)
    assert beside(output) == set()


def test_second_build_of_the_same_output_is_told_to_wait(tmp_path):
    output = tmp_path / "output"

    with (
        lock(output),
        pytest.raises(Locked, match=r"another build is writing .*output; wait until it has ended"),
        lock(output),
    ):
        pass

    with lock(output):
        pass


def test_builds_of_two_outputs_in_one_folder_do_not_wait_for_each_other(tmp_path):
    with lock(tmp_path / "a"), lock(tmp_path / "b"):
        pass


def test_lock_is_free_after_kill_9_even_while_a_forked_worker_lives_on(tmp_path):
    output = tmp_path / "output"
    script = (
        "import os, sys, time; from pathlib import Path; from cmpgen.publish import lock\n"
        "with lock(Path(sys.argv[1])):\n"
        "    if not os.fork(): print(os.getpid(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    builder = subprocess.Popen([sys.executable, "-c", script, str(output)], stdout=subprocess.PIPE, text=True)
    assert builder.stdout is not None
    worker = int(builder.stdout.readline())
    with pytest.raises(Locked), lock(output):
        pass

    builder.kill()
    builder.wait()

    try:
        os.kill(worker, 0)
        with lock(output):
            pass
    finally:
        os.kill(worker, signal.SIGKILL)
        builder.stdout.close()


def test_leftovers_of_dead_builds_are_removed_and_those_of_others_are_not(tmp_path):
    output = tmp_path / "output"
    with lock(output):
        dead = stage(output)
        (dead / "half").mkdir()
        (dead / "half/index.html").write_text("half")
    unmarked_yet = tmp_path / ".output.staging-abcdefgh"
    unmarked_yet.mkdir()
    half_marked = tmp_path / ".output.staging-ijklmnop"
    half_marked.mkdir()
    (half_marked / ".cmpgen").write_text("cmpgen made")
    strangers = tmp_path / ".output.staging-stranger"
    strangers.mkdir()
    (strangers / "thesis.txt").write_text("ten years of work")
    neighbour = tmp_path / "output.staging-x"
    with lock(neighbour):
        in_use = stage(neighbour)

        build(output, "new")

        assert in_use.exists()
    assert not dead.exists()
    assert not unmarked_yet.exists()
    assert not half_marked.exists()
    assert (strangers / "thesis.txt").exists()


def test_removal_that_was_killed_is_finished_by_the_next_build(tmp_path, monkeypatch):
    output = tmp_path / "output"
    with lock(output):
        dead = stage(output)
        for name in "abc":
            (dead / name).write_text(name)
    real = os.unlink
    calls = itertools.count()
    with monkeypatch.context() as patch:
        patch.setattr(
            os, "unlink", lambda path, **options: real(path, **options) if next(calls) < 2 else pytest.fail("killed")
        )
        with pytest.raises(pytest.fail.Exception):
            discard(dead)
    assert dead.exists()

    build(output, "new")

    assert not dead.exists()


def test_site_that_was_half_exchanged_is_put_back_by_the_next_build(tmp_path):
    output = tmp_path / "output"
    build(output, "old")
    output.rename(tmp_path / ".output.retired")

    with lock(output):
        discard(stage(output))

    assert (output / "index.html").read_text() == "old"
    assert is_whole(output)


def test_output_stays_a_real_folder_and_old_files_are_gone(tmp_path):
    output = tmp_path / "output"
    build(output, "old")
    with lock(output):
        staging = stage(output)
        (staging / "only.html").write_text("new")
        publish.publish(staging, output)

    assert not output.is_symlink()
    assert {each.name for each in output.iterdir()} == {"only.html", MARKER, MANIFEST}


def test_empty_folder_that_was_there_before_is_used(tmp_path):
    output = tmp_path / "output"
    output.mkdir()

    build(place(output, tmp_path / "project"), "new")

    assert is_whole(output)
    assert beside(output) == set()


def test_same_files_get_the_same_manifest_and_modes_whatever_the_umask(tmp_path):
    manifests = []
    for name, mask in (("a", 0o077), ("b", 0o000)):
        output = tmp_path / name
        before = os.umask(mask)
        try:
            build(output, "same")
        finally:
            os.umask(before)
        manifests.append((output / MANIFEST).read_bytes())

        modes = {stat.S_IMODE(each.stat().st_mode) for each in output.rglob("*") if each.is_file()}
        assert modes == {0o644}
        assert {stat.S_IMODE(each.stat().st_mode) for each in [output, *output.rglob("*")] if each.is_dir()} == {0o755}

    assert manifests[0] == manifests[1]


def test_link_in_the_staging_folder_is_not_published(tmp_path):
    output = tmp_path / "output"
    with lock(output):
        staging = stage(output)
        (staging / "passwords").symlink_to("/etc/passwd")
        with pytest.raises(ValueError, match="not a regular file"):
            publish.publish(staging, output)

    assert not output.exists()


class TestPlace:
    """What `--output` may name."""

    @pytest.fixture
    def project(self, tmp_path):
        folder = tmp_path / "project"
        (folder / "candidates").mkdir(parents=True)
        return folder

    def refused(self, output: Path, project: Path) -> str:
        with pytest.raises(Refused) as refusal:
            place(output, project)
        message = str(refusal.value)
        assert "\n" not in message
        return message

    def test_new_folder_and_a_published_site_are_accepted(self, project):
        output = project / "output"

        assert place(output, project) == output
        build(output, "old")
        assert place(output, project) == output

    def test_file_is_refused(self, project):
        (project / "output").write_text("a letter")

        assert "is a file" in self.refused(project / "output", project)

    def test_path_through_a_file_is_refused(self, project):
        (project / "letter").write_text("a letter")

        with pytest.raises(Refused, match="part of that path is a file"), lock(project / "letter/output"):
            pass

    def test_symbolic_link_is_refused_even_a_broken_one(self, project, tmp_path):
        (project / "output").symlink_to(tmp_path / "nowhere")

        assert "symbolic link" in self.refused(project / "output", project)

    @pytest.mark.parametrize("output", [".", "..", "/", "output/.."])
    def test_project_and_whatever_holds_it_are_refused(self, project, output):
        assert "holds the project itself" in self.refused(project / output, project)

    @pytest.mark.parametrize("output", ["candidates", "candidates/site", "content", "theme/static", ".git/site"])
    def test_sources_of_the_project_are_refused(self, project, output):
        assert "among the project's sources" in self.refused(project / output, project)

    def test_folder_of_a_stranger_is_refused_and_untouched(self, project, tmp_path):
        strangers = tmp_path / "thesis"
        (strangers / "chapters").mkdir(parents=True)
        (strangers / "chapters/one.txt").write_text("ten years of work")

        assert "holds chapters/one.txt, which cmpgen did not write" in self.refused(strangers, project)
        assert (strangers / "chapters/one.txt").exists()

    def test_published_site_with_a_strangers_file_in_it_is_refused(self, project):
        output = project / "output"
        build(output, "old")
        (output / ".git").mkdir()
        (output / ".git/HEAD").write_text("ref: refs/heads/pages")

        assert "holds .git/HEAD" in self.refused(output, project)

    def test_mark_alone_does_not_make_a_folder_ours(self, project):
        output = project / "output"
        output.mkdir()
        (output / MARKER).write_bytes(publish.MARK)
        (output / "thesis.txt").write_text("ten years of work")

        assert "holds thesis.txt" in self.refused(output, project)

    @pytest.mark.parametrize(
        ("number", "reason"),
        [(errno.EACCES, "permission denied"), (errno.EROFS, "read-only"), (errno.ENAMETOOLONG, "file name too long")],
    )
    def test_folder_that_cannot_be_written_is_refused_in_one_sentence(self, project, monkeypatch, number, reason):
        def refuse(*arguments, **options):
            raise OSError(number, os.strerror(number), "/the/path")

        monkeypatch.setattr(os, "open", refuse)

        with (
            pytest.raises(Refused, match=rf"cannot write the site to .*output: .*{reason} \(/the/path\)"),
            lock(project / "output"),
        ):
            pass


def _refuse(thread: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def test_site_is_published_where_the_system_starts_no_more_threads(tmp_path, monkeypatch):
    monkeypatch.setattr(threading.Thread, "start", _refuse)

    build(tmp_path / "output", "new")

    assert is_whole(tmp_path / "output")


@pytest.mark.parametrize("threads", ["one", "two", "none to be had"])
def test_folder_of_links_is_the_same_whoever_makes_it(tmp_path, monkeypatch, threads):
    site, output = tmp_path / "site", tmp_path / "output"
    files = {f"{folder}/{number}/index.html" for folder in "abc" for number in range(5)} | {"index.html"}
    site.mkdir()
    for path in (*files, MANIFEST):
        publish.write(site, path, path.encode())
    monkeypatch.setattr(staging, "FEW", 100 if threads == "one" else 1)
    if threads == "none to be had":
        monkeypatch.setattr(threading.Thread, "start", _refuse)

    staging.make_spare(site, output, files)

    spare = kept_folder(output) / SPARE
    made = {each.relative_to(spare).as_posix(): each for each in spare.rglob("*") if each.is_file()}
    assert made.keys() == {*files, MANIFEST, MARKER}
    assert all(made[path].samefile(site / path) for path in (*files, MANIFEST))


@pytest.mark.parametrize("few", [1, 100])
def test_a_file_that_cannot_be_copied_ends_the_copying_whichever_half_it_is_in(tmp_path, monkeypatch, few):
    site, other = tmp_path / "site", tmp_path / "other"
    files = [f"{number}.html" for number in range(10)]
    site.mkdir()
    for path in files:
        publish.write(site, path, b"words")

    def refuse(*asked: object, **named: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    def copy(old: str, new: str) -> None:
        if old.endswith("7.html"):
            raise OSError(errno.ENOSPC, "No space left on device")
        Path(new).write_bytes(Path(old).read_bytes())

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(staging.shutil, "copyfile", copy)
    monkeypatch.setattr(staging, "FEW", few)
    other.mkdir()

    with pytest.raises(OSError, match="No space left"):
        staging._carry_all(site, other, files)


def test_a_draft_without_a_folder_holds_what_is_put_into_it(tmp_path: Path) -> None:
    published, folder = tmp_path / "output", tmp_path / "staging"
    for each in (published, folder):
        each.mkdir()
        (each / "old.html").write_bytes(b"old")
    draft = Draft(published)

    draft.put("a/new.html", b"new")

    assert (draft.read("a/new.html"), draft.read("old.html")) == (b"new", b"old")
    with pytest.raises(FileNotFoundError):
        draft.read("nowhere.html")
    draft.move_into(folder)
    assert (folder / "a/new.html").read_bytes() == b"new" and not draft.held
    draft.put("b.html", b"b")
    assert draft.read("b.html") == (folder / "b.html").read_bytes() == b"b"
    # Two constituencies may show one photo.
    draft.share("b.html", b"b")
    with pytest.raises(FileNotFoundError):
        Draft().read("nowhere.html")
