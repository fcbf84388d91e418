"""A project is served to this machine alone, follows each change, and survives any broken file."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from cmpgen import disk, serve
from cmpgen.headers import HEADERS
from cmpgen.serve import Preview, Server, snapshot, watch
from cmpgen.serve.handler import Handler
from tests.helpers import PATIENCE, ROOT, build_site, until, write_project

ADA = "candidates/demo/north/ada.yaml"
GOOD = "name: Ada Obi\nreply: answered\nanswers:\n  free-buses: agree\n  school-language: both\n"
SITE = {ADA: GOOD, "content/pages/about.md": "Title: About us\nLang: en\nSlug: about\n\nHello.\n"}


@contextmanager
def serving(project: Path, output: Path) -> Iterator[tuple[int, Preview]]:
    """The project served and watched on a free port."""
    preview, stop = Preview(project, output), threading.Event()
    seen = snapshot(project)
    preview.rebuild()
    with Server(0, preview) as server:
        threads = [
            threading.Thread(target=server.serve_forever, daemon=True),
            threading.Thread(target=watch, args=(preview, stop, lambda words: None, seen), daemon=True),
        ]
        for each in threads:
            each.start()
        yield server.server_port, preview
        stop.set()
        preview.close()
        server.shutdown()
        for each in threads:
            each.join()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A port, and the folder of the site behind it, of a project that nobody edits."""
    here = tmp_path_factory.mktemp("serve")
    with serving(write_project(here / "project", SITE), here / "site") as (port, preview):
        yield port, preview.output


@pytest.fixture
def edited(tmp_path: Path) -> Iterator[tuple[int, Path, Preview]]:
    """A port, and the folder of the project behind it, to be edited."""
    project = write_project(tmp_path / "project", SITE)
    with serving(project, tmp_path / "site") as (port, preview):
        yield port, project, preview


def ask(port: int, address: str, method: str = "GET", host: str = "") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    answer.text = answer.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
    connection.close()
    return answer


def text(port: int, address: str) -> str:
    return str(ask(port, address).text)  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["/", "/demo/", "/static/css/main.css", "/-/reload.js", "/none/", "/../"])
def test_everything_is_sent_with_what_the_files_for_servers_say(quiet: tuple[int, Path], address: str) -> None:
    answer = ask(quiet[0], address)

    assert {name: answer.headers.get_all(name) for name in HEADERS} == {name: [each] for name, each in HEADERS.items()}


def after(preview: Preview, change: Callable[[], object]) -> None:
    """Make a change, and wait until something is followed; one change may be followed in several steps."""
    before = preview.generation
    change()
    assert preview.wait(before, PATIENCE) != before


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    with Server(0, Preview(tmp_path, tmp_path / "site")) as server:
        assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1", "127.0.0.1:1", "localhost", "evil.example:{port}", "[::1]:{port}"]
)
def test_another_host_is_refused(quiet: tuple[int, Path], host: str) -> None:
    port, _ = quiet

    assert ask(port, "/", host=host.replace("{port}", str(port))).status == 421


def test_localhost_is_this_machine_too(quiet: tuple[int, Path]) -> None:
    port, _ = quiet

    assert ask(port, "/", host=f"localhost:{port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_nothing_but_get_and_head_is_answered(quiet: tuple[int, Path], method: str) -> None:
    assert ask(quiet[0], "/", method).status == 501


def test_head_is_get_without_a_body(quiet: tuple[int, Path]) -> None:
    port, _ = quiet
    head, get = ask(port, "/demo/", "HEAD"), ask(port, "/demo/")

    assert head.status == get.status == 200 and head.text == ""  # type: ignore[attr-defined]
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/demo/../../secret.txt",
        "/demo/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/demo//north/",
        "/./demo/",
        "/%00",
        "/demo/%ff/",
        "demo/",
        "http://example.org/",
        "/link.txt",
        "/linked/secret.txt",
        "/pipe",
        "/demo",
    ],
)
def test_no_address_leads_out_of_the_site(quiet: tuple[int, Path], address: str) -> None:
    port, site = quiet
    (site.parent / "secret.txt").write_text("SECRET")
    if not (site / "link.txt").is_symlink():
        (site / "link.txt").symlink_to(site.parent / "secret.txt")
        (site / "linked").symlink_to(site.parent)
        os.mkfifo(site / "pipe")

    answer = ask(port, address)

    assert answer.status in (301, 400, 404)
    assert "SECRET" not in answer.text and "root:" not in answer.text  # type: ignore[attr-defined]


def test_files_have_the_type_of_their_ending_and_are_kept_by_nobody(quiet: tuple[int, Path]) -> None:
    port, _ = quiet
    kinds = {
        "/": "text/html; charset=utf-8",
        "/static/css/main.css": "text/css; charset=utf-8",
        "/static/js/main.js": "text/javascript; charset=utf-8",
        "/static/icon.svg": "image/svg+xml",
        "/manifest.json": "application/json; charset=utf-8",
    }

    answers = {address: ask(port, address) for address in kinds}

    assert {address: each.headers["Content-Type"] for address, each in answers.items()} == kinds
    assert {each.headers["Cache-Control"] for each in answers.values()} == {"no-store"}
    assert {each.headers["X-Content-Type-Options"] for each in answers.values()} == {"nosniff"}


def test_only_the_served_page_reloads_itself_never_the_published_one(quiet: tuple[int, Path], tmp_path: Path) -> None:
    port, _ = quiet
    site = build_site(write_project(tmp_path / "project", SITE), tmp_path / "site")

    assert "/-/reload.js" in text(port, "/demo/")
    assert not [path for path in site.rglob("*") if path.is_file() and b"/-/" in path.read_bytes()]
    assert not (site / "-").exists()


def test_a_page_made_after_an_edit_is_the_one_that_a_build_makes(
    edited: tuple[int, Path, Preview], tmp_path: Path
) -> None:
    port, project, _ = edited
    (project / ADA).write_text(GOOD.replace("agree", "disagree").replace("Ada Obi", "Ada Anew"))
    until(lambda: "Ada Anew" in text(port, "/demo/north/ada/"))

    site = build_site(project, tmp_path / "built")

    for path in sorted(site.rglob("*")):
        url = path.relative_to(site).as_posix()
        if url.startswith(("demo/", "index.html")) and path.name in ("index.html", "quiz.json", "notes.json"):
            served = text(port, f"/{url.removesuffix('index.html')}")
            bare = served.split('<link rel="stylesheet" href="/-/')[0] + served.partition("</script></head>")[2]
            whole = path.read_text(encoding="utf-8")
            assert served == whole or bare == whole.replace("</head>", "", 1), url


def test_after_a_change_every_page_of_the_example_is_made_alone_as_a_build_makes_it(
    tmp_path: Path, example_site: Path
) -> None:
    project = tmp_path / "project"
    for folder in ("questionnaires", "candidates", "content"):
        shutil.copytree(ROOT / folder, project / folder)
    preview = Preview(project, tmp_path / "site")
    shutil.copytree(example_site, preview.output)
    preview.warm()

    preview.follow([project / "candidates/riverland-2027/north-bank/ada-obi.yaml"])

    pages = [path for path in example_site.rglob("*") if path.name in ("index.html", "quiz.json", "notes.json")]
    urls = {path.relative_to(example_site).as_posix().removesuffix("index.html"): path for path in pages}
    made = {url: preview.page(url) for url in urls}
    own = {url for url, page in made.items() if page is not None}
    assert {"", "fr/", "riverland-2027/", "fr/riverland-2027/method/"} <= own and len(own) > 80
    assert [url for url in own if made[url] != urls[url].read_bytes()] == []
    assert not any(url.startswith(("riverland-2027/", "fr/riverland-2027/")) for url in urls.keys() - own)


def test_what_nobody_told_of_is_found_a_moment_after_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = "candidates/demo/south/bob.yaml"
    project = write_project(tmp_path / "project", SITE | {bob: "name: Bob\nreply: declined\n"})
    preview = Preview(project, tmp_path / "site")
    preview.rebuild()
    preview.warm()
    write_project(project, {bob: "name: Bob Anew\nreply: declined\n", ADA: GOOD.replace("Ada Obi", "Ada Anew")})

    preview.follow([project / ADA])
    assert b"Ada Anew" in (preview.page("demo/north/ada/") or b"")
    assert b"Bob Anew" not in (preview.page("demo/south/bob/") or b"")
    known = preview.generation
    assert (preview.settle(), preview.generation) == ("", known)

    monkeypatch.setattr("cmpgen.serve.preview.PAUSE", 0)
    assert preview.settle().startswith("No faults") and preview.generation == known + 1
    assert b"Bob Anew" in (preview.page("demo/south/bob/") or b"")
    assert (preview.settle(), preview.generation) == ("", known + 1)


def test_a_change_of_one_answer_opens_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = write_project(tmp_path / "project", SITE)
    preview = Preview(project, tmp_path / "site")
    preview.rebuild()
    preview.warm()
    (project / ADA).write_text(GOOD.replace("agree", "disagree"))
    opened: list[str] = []
    blocks = disk.blocks

    def noted(root: Path, path: str, largest: int | None) -> Iterator[bytes]:
        opened.append(path)
        return blocks(root, path, largest)

    monkeypatch.setattr(disk, "blocks", noted)
    preview.follow([project / ADA])

    assert opened == [ADA, "content/pages/about.md"]


def test_a_broken_file_is_shown_over_the_last_good_site_and_its_repair_ends_that(
    edited: tuple[int, Path, Preview],
) -> None:
    port, project, _ = edited

    (project / ADA).write_text("name: Ada\nanswers:\n\tfree-busses: <b>agree")
    until(lambda: "error[tab]" in text(port, "/demo/north/ada/"))
    broken = text(port, "/demo/north/ada/")
    (project / ADA).write_text(GOOD.replace("Ada Obi", "Ada Mended"))
    until(lambda: "Ada Mended" in text(port, "/demo/north/ada/"))
    mended = text(port, "/demo/north/ada/")

    assert "Ada Obi" in broken and "error[tab]" in broken and "last good site" in broken and "<b>agree" not in broken
    assert "Ada Mended" in mended and "error[" not in mended


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda project: (project / ADA).write_bytes(b"\xff\xfe\x00"), id="no text"),
        pytest.param(lambda project: (project / ADA).unlink(), id="a candidate is gone"),
        pytest.param(lambda project: shutil.rmtree(project / "candidates/demo"), id="all candidates are gone"),
        pytest.param(
            lambda project: (project / "questionnaires/demo/election.yaml").write_text("["), id="the election"
        ),
        pytest.param(
            lambda project: (project / ADA).rename(project / "candidates/demo/north/Ada Obi.yaml"), id="renamed"
        ),
        pytest.param(lambda project: (project / "candidates/loop").symlink_to(project), id="a loop of links"),
        pytest.param(lambda project: (project / "content/pages/about.md").write_text("no header"), id="prose"),
        pytest.param(lambda project: (project / "candidates/demo/north/x.jpg").write_bytes(b"x"), id="a bad picture"),
    ],
)
def test_whatever_happens_to_a_file_the_work_goes_on(
    edited: tuple[int, Path, Preview], spoil: Callable[[Path], object]
) -> None:
    port, project, preview = edited

    after(preview, lambda: spoil(project))

    assert ask(port, "/demo/").status == 200
    after(
        preview,
        lambda: write_project(project, {"questionnaires/demo/constituencies/south.yaml": "name: Further South\n"}),
    )


def test_a_candidate_who_is_gone_has_no_page_any_more(edited: tuple[int, Path, Preview]) -> None:
    port, project, _ = edited
    assert ask(port, "/demo/north/ada/").status == 200

    (project / ADA).unlink()

    until(lambda: ask(port, "/demo/north/ada/").status == 404)


def test_prose_is_followed_too(edited: tuple[int, Path, Preview]) -> None:
    port, project, _ = edited

    (project / "content/pages/about.md").write_text(SITE["content/pages/about.md"] + "\nMore.\n")

    until(lambda: "More." in text(port, "/about/"))


def test_a_project_without_a_good_site_says_what_is_wrong(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {ADA: "name: Ada\nanswers:\n  free-busses: agree\n"})

    with serving(project, tmp_path / "site") as (port, _):
        shown = text(port, "/")

    assert "no good site yet" in shown and "unknown-question" in shown
    assert "last good site" not in shown


def test_the_terminal_shows_the_errors_and_counts_all(tmp_path: Path) -> None:
    files = {ADA: "name: Ada\nanswers:\n  free-busses: agree\n", "content/pages/x.md": "Title: X\n\n[x](/nowhere/)\n"}
    project = write_project(tmp_path / "project", files)
    (project / "stray.yaml").write_text("a: b\n")
    preview = Preview(project, tmp_path / "site")

    for told in (preview.rebuild(), preview.follow([project / ADA])):
        assert f"{ADA}:3:3: error[unknown-question]" in told and "hint: Did you mean 'free-buses'?" in told
        assert "content/pages/x.md:3:5: error[broken-link]" in told
        assert told.splitlines()[-1].startswith("3 errors")


def test_the_open_page_reloads_after_an_edit(edited: tuple[int, Path, Preview], page: Page) -> None:
    port, project, _ = edited
    page.goto(f"http://127.0.0.1:{port}/demo/north/ada/")
    assert page.locator("h1").inner_text() == "Ada Obi"

    (project / ADA).write_text(GOOD.replace("Ada Obi", "Ada Anew"))
    page.get_by_role("heading", name="Ada Anew", level=1).wait_for()

    (project / ADA).write_text("name: Ada\nreply: answerd\n")
    page.locator(".cmpgen-serve", has_text="unknown-value").wait_for()
    assert page.locator("h1").inner_text() == "Ada Anew"


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_and_leaves_nothing_behind(tmp_path: Path, ends: signal.Signals) -> None:
    project = write_project(tmp_path / "project", SITE)
    command = [sys.executable, "-m", "cmpgen", "serve", "--port", "0", "--project", str(project)]
    own = tmp_path / "temporary"
    own.mkdir()
    surroundings = {**os.environ, "TMPDIR": str(own)}
    with subprocess.Popen(command, cwd=ROOT, env=surroundings, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        lines = iter(running.stderr.readline, "")
        address = next(line for line in lines if "http://" in line).split("http://")[1].split("/")[0]

        served = text(int(address.split(":")[1]), "/demo/")
        assert list(own.iterdir())
        running.send_signal(ends)
        rest = "".join(lines)

    assert "North Bank" in served and "Stopped." in rest and "Traceback" not in rest
    assert running.returncode == 0
    assert not (project / "output").exists()
    assert list(own.iterdir()) == []


def test_a_taken_port_is_the_environment_s_fault(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", SITE)
    with Server(0, Preview(project, tmp_path / "site")) as server:
        command = [
            sys.executable,
            "-m",
            "cmpgen",
            "serve",
            "--port",
            str(server.server_port),
            "--project",
            str(project),
        ]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert told.returncode == 3 and "port" in told.stderr and "Traceback" not in told.stderr


def test_what_waits_for_news_is_told_the_generation(quiet: tuple[int, Path]) -> None:
    port, _ = quiet

    assert json.loads(text(port, "/-/generation?known=99")) == {"generation": 1}
    assert serve.DEBOUNCE < 100


def shown(preview: Preview, url: str) -> str:
    """What a browser gets at this address."""
    found = preview.page(url)
    return (found if found is not None else (preview.output / url / "index.html").read_bytes()).decode()


def built(project: Path, output: Path) -> Preview:
    preview = Preview(project, output)
    preview.rebuild()
    preview.warm()
    return preview


def test_what_was_to_be_built_while_a_file_was_broken_is_built_when_it_is_mended(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", SITE)
    preview = built(project, tmp_path / "site")
    write_project(project, {ADA: "name: ["})
    preview.follow([project / ADA])
    about = project / "content/pages/about.md"
    about.write_text("Title: About\n\nMended words.\n", encoding="utf-8")
    assert "error[" in preview.follow([about])

    write_project(project, {ADA: GOOD})
    told = preview.follow([project / ADA])

    assert told.startswith("No faults")
    assert "Mended words." in shown(preview, "about/")


def test_a_fault_of_the_theme_stands_until_it_is_mended(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", SITE)
    preview = built(project, tmp_path / "site")
    quiz = project / "theme/templates/pages/quiz.html"
    quiz.parent.mkdir(parents=True)
    quiz.write_text("{% endfi %}", encoding="utf-8")
    assert "broken-template" in preview.follow([quiz])

    write_project(project, {ADA: GOOD.replace("Ada Obi", "Ada Anew")})

    assert "broken-template" in preview.follow([project / ADA])
    quiz.unlink()
    preview.follow([quiz])
    assert "Ada Anew" in shown(preview, "demo/north/ada/")


def test_a_photo_that_is_named_at_last_is_shown(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", SITE)
    picture = io.BytesIO()
    Image.new("RGB", (300, 400)).save(picture, "JPEG")
    (project / ADA).with_name("ada.jpg").write_bytes(picture.getvalue())
    preview = built(project, tmp_path / "site")
    write_project(project, {ADA: GOOD + "photo: ada.jpg\ncredit: Ben Adeyemi\n"})

    preview.follow([project / ADA])

    photo = re.search(r"demo/photos/\w+\.jpg", shown(preview, "demo/north/ada/"))
    assert photo is not None and (preview.output / photo[0]).exists()


def test_what_an_election_says_around_prose_is_shown_there_too(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", SITE)
    preview = built(project, tmp_path / "site")
    path = project / "questionnaires/demo/election.yaml"
    path.write_text(re.sub("^title: .*$", "title: A new name", path.read_text(), flags=re.MULTILINE), encoding="utf-8")

    preview.follow([path])

    assert "A new name" in shown(preview, "about/")


def test_an_election_that_is_gone_has_no_pages_any_more(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", SITE)
    for top in ("questionnaires", "candidates"):
        shutil.copytree(project / top / "demo", project / top / "other")
    other = [path.relative_to(project) for path in project.glob("*/other/**/*.yaml")]
    preview = built(project, tmp_path / "site")
    assert (preview.output / "other/north/ada/index.html").exists()
    for top in ("questionnaires", "candidates"):
        shutil.rmtree(project / top / "other")

    preview.follow([project / path for path in other])

    # Either it is known to be gone, or all was built anew.
    assert preview.is_gone("other/north/ada/") or not (preview.output / "other/north/ada/index.html").exists()
    assert preview.page("other/north/ada/") is None


def test_a_folder_that_is_asked_for_as_a_file_leaves_nothing_open(quiet: tuple[int, Path]) -> None:
    port, _ = quiet
    ask(port, "/demo/north")
    before = len(os.listdir("/proc/self/fd"))

    for _ in range(20):
        assert ask(port, "/demo/north").status == 301

    assert len(os.listdir("/proc/self/fd")) < before + 10


def test_a_fault_in_a_template_is_shown_at_an_address_without_its_slash_too(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", SITE)
    with serving(project, tmp_path / "site") as (port, preview):
        preview.page = lambda url: 1 / 0  # type: ignore[method-assign,assignment,return-value]
        assert "division by zero" in text(port, "/demo/north/ada")


@pytest.mark.parametrize(("port", "known"), [(80, True), (8000, False)])
def test_the_port_that_is_everybodys_goes_without_saying(port: int, known: bool) -> None:
    asked = Handler.__new__(Handler)
    asked.server = type("Server", (), {"server_port": port})()

    assert asked._is_ours("127.0.0.1") is known
    assert asked._is_ours("localhost") is known
    assert asked._is_ours(f"127.0.0.1:{port}")
    assert not asked._is_ours("example.org")
