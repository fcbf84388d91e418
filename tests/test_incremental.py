"""A build that makes only what changed gives the bytes of a clean one, in however many processes."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmpgen import building, kept, publish, site, workshop
from cmpgen.beginning import Look
from cmpgen.building import Counts, contests, country
from cmpgen.building.contests import SERIAL
from cmpgen.demo import Size, demo
from cmpgen.marks import MANIFEST, MARKER, SPARE, kept_folder
from cmpgen.site import Built
from tests.helpers import ROOT, is_whole

OPTIONS = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree", "no-position")


def project(
    folder: Path, constituencies: int, candidates: int, seed: int, languages: tuple[str, ...] = ("en",)
) -> Path:
    for path, text in demo(Size(constituencies, candidates, 4, 1), seed, languages):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def build(folder: Path, output: Path, jobs: int = 1) -> Built:
    built = site.build(folder, output, jobs=jobs)
    assert built.pages, built.diagnostics
    return built


def build_while(monkeypatch: pytest.MonkeyPatch, folder: Path, output: Path, disturb: Callable[[], object]) -> Built:
    """Build, and disturb it between the look at the project and the reading of it."""
    real = Look.around

    def disturbed(look: Look) -> Any:
        found = real(look)
        disturb()
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Look, "around", disturbed)
        return site.build(folder, output, jobs=1)


def build_while_saved(monkeypatch: pytest.MonkeyPatch, folder: Path, output: Path, file: Path, text: str) -> None:
    """Build, and save `text` in the file between the look at the project and the reading of it."""
    built = build_while(monkeypatch, folder, output, lambda: file.write_text(text, encoding="utf-8"))
    assert built.pages, built.diagnostics


def manifest(output: Path) -> bytes:
    return (output / MANIFEST).read_bytes()


def assert_like_a_clean_build(folder: Path, output: Path, clean: Path, jobs: int = 1) -> None:
    shutil.rmtree(clean, ignore_errors=True)
    shutil.rmtree(kept_folder(clean), ignore_errors=True)
    build(folder, clean, jobs)
    assert is_whole(output)
    assert is_whole(clean)
    assert manifest(output) == manifest(clean)


def candidate_files(folder: Path) -> list[Path]:
    return sorted((folder / "candidates").rglob("*.yaml"))


def answer(folder: Path, chance: random.Random) -> None:
    path = chance.choice(candidate_files(folder))
    text = path.read_text(encoding="utf-8")
    if "reply: answered" in text:
        text = text.partition("answers:")[0]
        said = "".join(
            f"  question-{number:03}: {chance.choice(OPTIONS)}\n" for number in range(4) if chance.random() < 0.8
        )
        path.write_text(text + (f"answers:\n{said}" if said else ""), encoding="utf-8")


def rename(folder: Path, chance: random.Random) -> None:
    path = chance.choice(candidate_files(folder))
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[0] = f"name: Somebody {chance.randint(0, 999)}"
    path.write_text("\n".join(lines), encoding="utf-8")


def move(folder: Path, chance: random.Random) -> None:
    path = chance.choice(candidate_files(folder))
    path.rename(path.with_name(f"renamed-{chance.randint(0, 10**6)}.yaml"))


def withdraw(folder: Path, chance: random.Random) -> None:
    paths = candidate_files(folder)
    if len(paths) > 3:
        chance.choice(paths).unlink()


def add(folder: Path, chance: random.Random) -> None:
    place = chance.choice(candidate_files(folder)).parent
    text = f"name: New {chance.randint(0, 99)}\nparty: party-{chance.randint(0, 8)}\n"
    (place / f"new-{chance.randint(0, 10**6)}.yaml").write_text(text, encoding="utf-8")


def place(folder: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((folder / "questionnaires/demo/constituencies").iterdir()))
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[0] = f"name: Place {chance.randint(0, 999)}"
    path.write_text("\n".join(lines), encoding="utf-8")


def questionnaire(folder: Path, chance: random.Random) -> None:
    path = folder / "questionnaires/demo/election.yaml"
    text = path.read_text(encoding="utf-8")
    if "  - fr\n" not in text:
        text = text.replace("languages:\n  - en\n", "languages:\n  - en\n  - fr\n")
    text = text.partition("funding:")[0] + f"funding: From {chance.randint(0, 99)} members.\n"
    path.write_text(text, encoding="utf-8")


def template(folder: Path, chance: random.Random) -> None:
    target = folder / "theme/templates/parts/notice.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    words = f"{{% macro notice(words, warning=false) %}}<p>{chance.randint(0, 9)} {{{{ words }}}}</p>{{% endmacro %}}\n"
    target.write_text(words, encoding="utf-8")


def page_template(folder: Path, chance: random.Random) -> None:
    name = chance.choice(["candidate", "constituency", "quiz", "local-question", "party", "election", "method"])
    target = folder / f"theme/templates/pages/{name}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and chance.random() < 0.3:
        target.unlink()
    else:
        text = (ROOT / f"theme/templates/pages/{name}.html").read_text(encoding="utf-8")
        mark = f'{{% block main %}}\n<p id="mark-{chance.randint(0, 9)}"></p>'
        target.write_text(text.replace("{% block main %}", mark), encoding="utf-8")


def style(folder: Path, chance: random.Random) -> None:
    target = folder / "theme/static/css/parts/own.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f".own {{ margin: {chance.randint(0, 9)}px; }}\n", encoding="utf-8")


def prose(folder: Path, chance: random.Random) -> None:
    target = folder / "content/pages/about.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and chance.random() < 0.3:
        target.unlink()
    else:
        target.write_text(f"Title: About {chance.randint(0, 9)}\n\nWords.\n", encoding="utf-8")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    *(answer, answer, answer, rename, move, withdraw, add),
    *(place, questionnaire, template, page_template, style, prose),
)


def edited_at_random(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, steps: int) -> None:
    """Edit and build, in one process or in two by turns; the clean build is in the other number of them."""
    # Two processes share even the little work that there is here.
    monkeypatch.setattr(building, "SERIAL", 0)
    monkeypatch.setattr(contests, "SERIAL", 0)
    monkeypatch.setattr(country, "FEW", 0)
    jobs = 1 + seed % 2
    chance = random.Random(seed)
    folder = project(tmp_path / "project", 3, 9, seed)
    output = tmp_path / "output"
    build(folder, output, jobs)
    for _ in range(steps):
        for edit in chance.choices(EDITS, k=chance.randint(1, 2)):
            edit(folder, chance)
        build(folder, output, jobs)
        assert is_whole(output)
    assert_like_a_clean_build(folder, output, tmp_path / "clean", 3 - jobs)


@pytest.mark.parametrize("seed", range(6))
def test_site_built_step_by_step_is_that_of_a_clean_build(tmp_path, monkeypatch, seed):
    edited_at_random(tmp_path, monkeypatch, seed, 3)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 600))
def test_site_built_step_by_step_is_that_of_a_clean_build_500_times(tmp_path, monkeypatch, seed):
    edited_at_random(tmp_path, monkeypatch, seed, 4)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_several_processes_write_the_bytes_of_one(tmp_path, monkeypatch, method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda: method)
    folder = project(tmp_path / "project", SERIAL + 2, 2 * SERIAL, 7, ("en", "fr"))

    one = build(folder, tmp_path / "one", jobs=1)
    two = build(folder, tmp_path / "two", jobs=2)

    assert manifest(tmp_path / "one") == manifest(tmp_path / "two")
    assert one.counts == two.counts


def test_one_answer_makes_what_it_touches_and_nothing_else(tmp_path):
    folder, output = project(tmp_path / "project", 4, 12, 1), tmp_path / "output"
    build(folder, output)
    path = next(each for each in candidate_files(folder) if "question-000: agree\n" in each.read_text())
    path.write_text(path.read_text().replace("question-000: agree\n", "question-000: disagree\n"))

    built = build(folder, output)

    # Rendered: the place, its quiz, its candidates and its local question; the question and the party of the whole
    # country. Written: the place, its quiz with the data of it, the candidate, the question and the party.
    assert built.counts == Counts(read=6, rendered=8, written=6)
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_one_edit_after_another_makes_no_more_than_the_first(tmp_path: Path) -> None:
    """What a build remembers of files and folders that it did not touch holds for the next one, too."""
    folder, output = project(tmp_path / "project", 5, 15, 1), tmp_path / "site"
    build(folder, output)
    first, *_, last = candidate_files(folder)
    read = []
    for number in range(5):
        if number == 2:
            last.unlink()
        else:
            first.write_text(first.read_text(encoding="utf-8").replace("name: ", "name: A "), encoding="utf-8")
        read.append(build(folder, output).counts.read)
        assert build(folder, output).counts == Counts()

    assert len({*read[:2], *read[3:]}) == 1
    assert max(read) < len(candidate_files(folder))
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_counts_of_a_whole_build_are_those_of_its_files(tmp_path):
    folder, output = project(tmp_path / "project", 4, 12, 1), tmp_path / "output"

    built = build(folder, output)

    files = json.loads(manifest(output))["files"].keys() - {MARKER}
    yaml = list(folder.rglob("*.yaml"))
    pages = [each for each in files if each.endswith(".html")]
    assert built.counts == Counts(read=len(yaml), rendered=len(pages), written=len(files))


def test_nothing_changed_reads_and_writes_nothing(tmp_path):
    folder, output = project(tmp_path / "project", 2, 4, 1), tmp_path / "output"
    first = build(folder, output)
    before = (output / MANIFEST).stat().st_ino
    for path in candidate_files(folder):
        # Contents decide, not times.
        os.utime(path, (1, 1))

    again = build(folder, output)

    assert again.counts == Counts()
    assert (again.site, again.pages, again.diagnostics) == (first.site, first.pages, first.diagnostics)
    assert (output / MANIFEST).stat().st_ino == before


def test_published_page_that_somebody_changed_is_made_again(tmp_path):
    folder, output = project(tmp_path / "project", 2, 4, 1), tmp_path / "output"
    build(folder, output)
    (output / "index.html").write_text("<p>Vote for us</p>", encoding="utf-8")

    build(folder, output)

    assert is_whole(output)
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_page_published_before_is_never_written_through_a_link(tmp_path):
    folder, output = project(tmp_path / "project", 2, 4, 1), tmp_path / "output"
    chance = random.Random(3)
    build(folder, output)
    for _ in range(3):
        reader = tmp_path / "reader"
        shutil.rmtree(reader, ignore_errors=True)
        shutil.copytree(output, reader, copy_function=os.link)
        before = {path: path.read_bytes() for path in reader.rglob("*") if path.is_file()}
        rename(folder, chance)

        build(folder, output)

        assert {path: path.read_bytes() for path in reader.rglob("*") if path.is_file()} == before


def test_memory_that_is_no_memory_counts_for_nothing(tmp_path):
    folder, output = project(tmp_path / "project", 2, 4, 1), tmp_path / "output"
    build(folder, output)
    for words in (
        "",
        "[]",
        "null",
        json.dumps({"format": kept.FORMAT, "keys": {}}),
        "[" * 200_000,
        '{"format": 1}',
        f'{{"format": {kept.FORMAT}}}',
    ):
        (kept_folder(output) / kept.NAME).write_text(words, encoding="utf-8")

        build(folder, output)

        assert_like_a_clean_build(folder, output, tmp_path / "clean")


@pytest.mark.parametrize(
    "words",
    ["", "null", "[" * 200_000, '{"files": []}', '{"files": {"a\\u0000b": ""}}', '{"files": {"a\\ud800b": ""}}', None],
    ids=["empty", "null", "deep", "list", "nul", "surrogate", "pipe"],
)
def test_a_list_of_files_that_says_nothing_has_all_made_anew(tmp_path, words):
    folder, output = project(tmp_path / "project", 2, 4, 1), tmp_path / "output"
    build(folder, output)
    for each in ("index.html", MANIFEST):
        (output / each).unlink()
    if words is None:
        os.mkfifo(output / MANIFEST)
        # Without a list all that stands there is foreign, and a pipe is waited for by nobody.
        with pytest.raises(publish.Refused, match="which cmpgen did not write"):
            build(folder, output)
        return
    (output / MANIFEST).write_text(words, encoding="utf-8")
    for each in [*output.rglob("*")]:
        if each.is_file() and each.name not in (MANIFEST, MARKER):
            each.unlink()

    assert build(folder, output).counts.read > 2
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_error_in_one_file_keeps_the_site_and_the_next_build_goes_on(tmp_path):
    folder, output = project(tmp_path / "project", 2, 4, 1), tmp_path / "output"
    build(folder, output)
    before = manifest(output)
    path = candidate_files(folder)[0]
    text = path.read_text()
    path.write_text(text + "oops: 1\n")

    built = site.build(folder, output)

    assert "unknown-field" in {each.code for each in built.diagnostics}
    assert manifest(output) == before
    path.write_text(text.replace("name: ", "name: Dame ", 1))
    build(folder, output)
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_workshop_that_is_not_equipped_makes_nothing(tmp_path):
    empty = workshop.Workshop(None, None, [], {}, ())  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="equipped"):
        workshop.make(empty, None, None)  # type: ignore[arg-type]


def test_a_site_that_somebody_touched_never_brings_old_pages_back(tmp_path):
    folder, output = project(tmp_path, 3, 9, 1), tmp_path / "output"
    build(folder, output)
    gone = candidate_files(folder)[0]
    gone.unlink()
    os.utime(output / "index.html", (1, 1))
    build(folder, output)

    for seed in range(3):
        answer(folder, random.Random(seed))
        build(folder, output)

        assert_like_a_clean_build(folder, output, tmp_path / "clean")
        assert not (output / "demo" / gone.parent.name / gone.stem).exists()


def test_a_build_that_could_not_remember_itself_loses_no_later_edit(tmp_path, monkeypatch):
    folder, output = project(tmp_path, 3, 9, 1), tmp_path / "output"
    build(folder, output)
    answer(folder, random.Random(1))
    with monkeypatch.context() as full:
        full.setattr(kept, "write_whole", fails)
        build(folder, output)

    for seed in range(2, 6):
        answer(folder, random.Random(seed))
        build(folder, output)

        assert_like_a_clean_build(folder, output, tmp_path / "clean")


def fails(*_):
    raise OSError(28, "No space left on device")


def with_a_spare(folder: Path, output: Path, chance: random.Random) -> Path:
    """Build until the site before is kept, and say where."""
    build(folder, output)
    spare = kept_folder(output) / SPARE
    while not spare.exists():
        answer(folder, chance)
        build(folder, output)
    return spare


def change_a_page(spare: Path) -> None:
    page = next(spare.rglob("candidate-*/index.html"))
    page.unlink()
    page.write_text("an old page", encoding="utf-8")


def add_a_folder(spare: Path) -> None:
    (spare / "foreign").mkdir()


def lose_the_list(spare: Path) -> None:
    (spare / MANIFEST).unlink()


@pytest.mark.parametrize("change", [change_a_page, add_a_folder, lose_the_list])
def test_a_spare_that_somebody_changed_is_not_used(tmp_path, change):
    folder, output = project(tmp_path, 3, 9, 1), tmp_path / "output"
    chance = random.Random(1)
    change(with_a_spare(folder, output, chance))

    while not build(folder, output).counts.written:
        answer(folder, chance)

    assert_like_a_clean_build(folder, output, tmp_path / "clean")
    assert {*below(output)} == {*below(tmp_path / "clean")}


def test_a_large_site_has_its_spare_from_the_first_edit_on(tmp_path, monkeypatch):
    folder, output = project(tmp_path, 3, 9, 1), tmp_path / "output"
    spare = kept_folder(output) / SPARE
    monkeypatch.setattr(building, "MOST_DOUBLED", 10)
    chance, stands = random.Random(1), []

    for _ in range(3):
        while not build(folder, output).counts.written:
            answer(folder, chance)
        stands.append(spare.exists())
        assert_like_a_clean_build(folder, output, tmp_path / "clean")

    assert stands == [False, True, True]


@pytest.mark.parametrize("most", [10, 100_000])
def test_an_old_spare_that_nobody_could_remove_is_not_used(tmp_path, monkeypatch, most):
    folder, output = project(tmp_path, 3, 9, 1), tmp_path / "output"
    chance = random.Random(1)
    with_a_spare(folder, output, chance)
    (kept_folder(output) / kept.NAME).unlink()
    for _ in range(5):
        answer(folder, chance)
    discard = publish.discard
    with monkeypatch.context() as patch:
        patch.setattr(building, "MOST_DOUBLED", most)
        for room in (publish, publish.staging):
            patch.setattr(room, "discard", lambda each: fails() if each.name == SPARE else discard(each))
        build(folder, output)

    while not build(folder, output).counts.written:
        answer(folder, chance)

    assert_like_a_clean_build(folder, output, tmp_path / "clean")
    assert {*below(output)} == {*below(tmp_path / "clean")}


@pytest.mark.parametrize("keeps", [True, False])
def test_a_site_is_for_all_to_read_whoever_builds_it(tmp_path, keeps):
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    known = os.umask(0o077)
    try:
        spare = with_a_spare(folder, output, random.Random(1))
        for seed in range(2):
            if not keeps:
                shutil.rmtree(spare)
            answer(folder, random.Random(seed))
            build(folder, output)
    finally:
        os.umask(known)

    modes = {each.stat().st_mode & 0o777 for each in output.rglob("*") if each.is_dir()}
    assert modes == {0o755}
    assert {each.stat().st_mode & 0o777 for each in output.rglob("*.html")} == {0o644}


def test_a_mode_that_somebody_changed_is_put_right(tmp_path):
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    chance = random.Random(1)
    with_a_spare(folder, output, chance)
    (output / "demo").chmod(0o700)

    for _ in range(2):
        while not build(folder, output).counts.written:
            answer(folder, chance)

    assert (output / "demo").stat().st_mode & 0o777 == 0o755


def test_what_is_copied_is_for_all_to_read(tmp_path, monkeypatch):
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"

    def refuses(*asked: Any, **named: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuses)
    known = os.umask(0o077)
    try:
        for seed in range(3):
            build(folder, output)
            answer(folder, random.Random(seed))
    finally:
        os.umask(known)

    assert {each.stat().st_mode & 0o777 for each in output.rglob("*.html")} == {0o644}


def below(folder: Path) -> list[str]:
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))


def test_a_file_put_into_the_site_while_it_is_built_never_comes_back(tmp_path, monkeypatch):
    folder, output = project(tmp_path, 3, 9, 1), tmp_path / "output"
    chance = random.Random(1)
    with_a_spare(folder, output, chance)
    real = publish.publish

    def disturbed(*asked: Any, **named: Any) -> Any:
        (output / "secret.html").write_text("a foreign page", encoding="utf-8")
        return real(*asked, **named)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(publish, "publish", disturbed)
        while not build(folder, output).counts.written:
            answer(folder, chance)

    found = kept_folder(output) / SPARE / "secret.html"
    for _ in range(2):
        answer(folder, chance)
        with pytest.raises(publish.Refused, match=r"secret\.html was put into .* move it away"):
            build(folder, output)
        assert found.read_text(encoding="utf-8") == "a foreign page"
    found.unlink()
    for _ in range(3):
        answer(folder, chance)
        build(folder, output)
        assert not (output / "secret.html").exists()
    assert_like_a_clean_build(folder, output, tmp_path / "clean")


@pytest.mark.parametrize(
    "path", ["candidates/demo/place-00001/candidate-00000.yaml", "questionnaires/demo/questions.yaml"]
)
def test_what_is_saved_during_a_build_and_taken_back_is_not_remembered(tmp_path, monkeypatch, path):
    """The site then says what was saved, and the look at the project saw what was there before and is again."""
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    file = next(folder.glob(path.replace("candidate-00000", "*")))
    build(folder, output)
    before = file.read_text(encoding="utf-8")
    file.write_text(f"# Changed.\n{before}", encoding="utf-8")
    seen = file.read_text(encoding="utf-8")
    read = seen.replace("name: ", "name: A ", 1).replace("text: ", "text: A ", 1)
    build_while_saved(monkeypatch, folder, output, file, read)
    file.write_text(seen, encoding="utf-8")

    build(folder, output)

    assert_like_a_clean_build(folder, output, tmp_path / "clean")
    assert build(folder, output).counts == Counts()


def test_what_is_saved_while_a_changed_template_is_built_with_is_on_every_page(tmp_path, monkeypatch):
    """Of a candidate whose file is as it was, only pages of the changed template are made."""
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    file = next(folder.glob("candidates/demo/*/candidate-00000.yaml"))
    build(folder, output)
    own = folder / "theme/templates/pages/candidate.html"
    own.parent.mkdir(parents=True)
    own.write_text((ROOT / "theme/templates/pages/candidate.html").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    build(folder, output)
    own.write_text(own.read_text(encoding="utf-8").replace("<h1>", '<h1 class="own">'), encoding="utf-8")
    read = file.read_text(encoding="utf-8").replace("name: ", "name: A ", 1)

    build_while_saved(monkeypatch, folder, output, file, read)

    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_where_files_cannot_be_linked_nothing_is_made_twice(tmp_path, monkeypatch):
    def refused(*_: Any, **__: Any) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refused)
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    build(folder, output)

    for seed in range(3):
        answer(folder, random.Random(seed))
        build(folder, output)
        assert build(folder, output).counts == Counts()

    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_a_file_of_the_theme_that_is_gone_makes_nothing_twice(tmp_path):
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    extra = folder / "theme/static/img/extra.png"
    extra.parent.mkdir(parents=True)
    extra.write_bytes(b"no picture, and nobody reads it")
    with_a_spare(folder, output, random.Random(1))

    extra.unlink()
    build(folder, output)

    assert not (output / "static/img/extra.png").exists()
    assert build(folder, output).counts == Counts()


@pytest.mark.parametrize("name", ["all", "content", "prose", "theme"])
def test_an_election_called_as_a_part_of_the_site_is_no_such_part(tmp_path: Path, name: str) -> None:
    folder = project(tmp_path / "p", 2, 6, seed=5)
    for top in ("questionnaires", "candidates"):
        (folder / top / "demo").rename(folder / top / name)
    (folder / "content/pages").mkdir(parents=True)
    (folder / "content/pages/about.md").write_text(f"Title: About\nLang: en\n\n[Method](/{name}/method/)\n")
    (folder / "content/notes.txt").write_text("Nothing reads this.\n")
    (folder / f"questionnaires/{name}/notes.docx").write_text("Nor this.\n")

    first = build(folder, tmp_path / "site")
    for seed in (1, 2):
        answer(folder, random.Random(seed))
        again = build(folder, tmp_path / "site")
        assert again.counts.read < first.counts.read
        clean = build(folder, tmp_path / f"clean-{seed}")
        assert again.diagnostics == clean.diagnostics
        assert manifest(tmp_path / "site") == manifest(tmp_path / f"clean-{seed}")


@pytest.mark.parametrize(
    ("path", "text"),
    [("theme/static/css/parts/own.css", "p { margin: 0 }"), ("content/pages/own.md", "Title: Own\n\nOwn.")],
)
def test_what_stands_around_the_data_and_is_changed_during_a_build_is_not_relied_on(tmp_path, monkeypatch, path, text):
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    file = folder / path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    build(folder, output)
    seen, read = (text.replace("0", more).replace("Own.", f"Own {more}.") for more in "12")
    file.write_text(seen, encoding="utf-8")
    build_while_saved(monkeypatch, folder, output, file, read)
    file.write_text(seen, encoding="utf-8")

    build(folder, output)

    assert_like_a_clean_build(folder, output, tmp_path / "clean")


@pytest.mark.parametrize("word", ['"found":', '"ids":', '"key":', '"base":', '"digests":'])
def test_a_memory_that_somebody_changed_counts_for_nothing(tmp_path, word):
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    build(folder, output)
    memory = kept_folder(output) / kept.NAME
    memory.write_text(memory.read_text(encoding="utf-8").replace(word, '"x":'), encoding="utf-8")
    person = candidate_files(folder)[0]
    person.write_text(person.read_text(encoding="utf-8").replace("name: ", "name: Dame ", 1), encoding="utf-8")

    build(folder, output)

    assert_like_a_clean_build(folder, output, tmp_path / "clean")


def test_a_page_that_is_replaced_while_the_site_is_built_is_said_to_have_been(tmp_path, monkeypatch):
    folder, output = project(tmp_path / "project", 1, 12, 1), tmp_path / "output"
    build(folder, output)
    person = candidate_files(folder)[0]
    person.write_text(person.read_text(encoding="utf-8").replace("name: ", "name: Dame ", 1), encoding="utf-8")
    real = building.make_static

    def disturbed(run: Any) -> None:
        (output / "demo/method/index.html").write_text("another page", encoding="utf-8")
        real(run)

    monkeypatch.setattr(building, "make_static", disturbed)

    with pytest.raises(publish.Refused, match="was changed while the site was built; build it again"):
        build(folder, output)


def test_a_site_that_was_half_exchanged_is_put_back_before_anything_rests_on_it(tmp_path):
    folder, output = project(tmp_path / "project", 3, 9, 1), tmp_path / "output"
    build(folder, output)
    output.rename(tmp_path / ".output.retired")
    (folder / "questionnaires/demo/election.yaml").write_text("titel: X\n", encoding="utf-8")

    assert not site.build(folder, output).pages

    assert (output / "index.html").exists()


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(b"\xff\xfe" + file.read_bytes())])
@pytest.mark.parametrize("name", ["election.yaml", "questions.yaml", "constituencies/place-00000.yaml"])
def test_a_questionnaire_that_is_spoilt_since_the_look_is_told_and_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, spoil: Callable[[Path], object]
) -> None:
    folder, output = project(tmp_path / "project", 2, 6, 5), tmp_path / "output"
    build(folder, output)
    before = manifest(output)
    file = folder / "questionnaires/demo" / name
    # In the constituency whose questions are read for it.
    edited = candidate_files(folder)[0]
    edited.write_text(edited.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")

    built = build_while(monkeypatch, folder, output, lambda: spoil(file))

    assert not built.pages
    assert any(each.where.path.endswith(name) for each in built.diagnostics)
    assert manifest(output) == before
