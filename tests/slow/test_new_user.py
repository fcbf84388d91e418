"""As a new user would: from an empty environment and the wheel alone to a site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.helpers import PATIENCE, ROOT, is_whole

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `cmpgen` of an environment with the wheel and the dependencies installed here, but without the checkout."""
    here = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", here], cwd=ROOT, check=True)
    (wheel,) = here.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", here / "venv"], check=True)
    python = here / "venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel], check=True)
    (packages,) = (here / "venv/lib").glob("python*/site-packages")
    # A line of a .pth file adds a folder, but not what the .pth files in it would add: the checkout stays unknown.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return here / "venv/bin/cmpgen"


def run(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [program, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_from_an_empty_folder_through_a_mistake_to_a_site(installed: Path, tmp_path: Path) -> None:
    def cmpgen(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(installed, tmp_path, *arguments, *(["--project", "x"] if arguments[0] != "init" else []))

    election = ("--election", "example-2027")
    assert cmpgen("init", "x").returncode == 0
    assert cmpgen("build").returncode == 0
    assert is_whole(tmp_path / "x/output")

    assert cmpgen("new", "constituency", *election, "second-town").returncode == 0
    made = cmpgen("new", "candidate", *election, "--constituency", "second-town", "--name", "Cleo Ruß")
    assert made.returncode == 0, made.stderr
    candidate = tmp_path / "x/candidates/example-2027/second-town/cleo-russ.yaml"
    text = candidate.read_text(encoding="utf-8").replace("reply: unknown", "reply: answered")
    candidate.write_text(text.replace("  free-buses:", "  free-buses:agree"), encoding="utf-8")

    mistaken = cmpgen("check")
    refused = cmpgen("build")

    assert (mistaken.returncode, refused.returncode) == (1, 1)
    assert "free-buses:agree" in mistaken.stdout and "space" in mistaken.stdout
    assert is_whole(tmp_path / "x/output")

    candidate.write_text(text.replace("  free-buses:", "  free-buses: agree"), encoding="utf-8")

    assert cmpgen("check").returncode == 0
    assert cmpgen("build").returncode == 0
    page = tmp_path / "x/output/example-2027/second-town/cleo-russ/index.html"
    assert "Cleo Ruß" in page.read_text(encoding="utf-8")


def test_the_site_is_served_while_a_mistake_is_made_and_mended(installed: Path, tmp_path: Path, page: Page) -> None:
    assert run(installed, tmp_path, "init", "x").returncode == 0
    candidate = tmp_path / "x/candidates/example-2027/first-town/ada-example.yaml"
    text = candidate.read_text(encoding="utf-8")
    command = [installed, "serve", "--port", "0", "--project", "x"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        address = next(line for line in iter(running.stderr.readline, "") if "http://" in line).split()[1]
        page.goto(f"{address}example-2027/first-town/ada-example/")

        candidate.write_text(text.replace("free-buses: agree", "free-busses: agree"), encoding="utf-8")
        page.locator(".cmpgen-serve", has_text="Did you mean 'free-buses'?").wait_for()
        candidate.write_text(text.replace("Ada Example", "Ada Mended"), encoding="utf-8")
        page.get_by_role("heading", name="Ada Mended", level=1).wait_for()

        assert page.locator(".cmpgen-serve").count() == 0
        # A page that is left open would ask for news that nobody brings.
        page.goto("about:blank")
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=PATIENCE)

    assert running.returncode == 0


def test_every_file_that_a_command_reads_travels_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    inside = next(installed.parent.parent.glob("lib/python*/site-packages/cmpgen"))

    assert (inside / "requirements.txt").is_file()
    for kind in ("templates", "static", "locale"):
        ours = {path.relative_to(ROOT / "theme") for path in (ROOT / "theme" / kind).rglob("*") if path.is_file()}
        assert ours and {path for path in ours if not (inside / "theme" / path).is_file()} == set()
