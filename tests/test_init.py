"""A new project builds at once, and what its forges run can neither write nor know a secret where strangers propose."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import hashlib
import http.server
import json
import re
import subprocess
import sys
import threading
import urllib.parse
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from cmpgen import checks, scaffold
from cmpgen.cli import cli
from cmpgen.layout import sort_paths
from cmpgen.parse import parse_election
from tests.helpers import ROOT, build_site
from tests.riverland import FILES

ACTION = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+@[0-9a-f]{40}")
IMAGE = re.compile(r"[a-z0-9/.:-]+@sha256:[0-9a-f]{64}")
CHECK = ".github/workflows/check.yml"
FORGEJO_CHECK = ".forgejo/workflows/check.yml"
WORKFLOWS = [CHECK, ".github/workflows/publish.yml", FORGEJO_CHECK, ".forgejo/workflows/publish.yml"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "project"
    made = CliRunner().invoke(cli, ["init", str(folder)])
    assert made.exit_code == 0, made.output
    return folder


def faults_of(text: str) -> list[str]:
    """What makes a workflow unsafe: its trigger, code that is not pinned, a secret, a right to write."""
    workflow: dict[Any, Any] = yaml.safe_load(text)
    # YAML 1.1 reads the key `on` as true.
    triggers = workflow[True]
    found = [each for each in ("pull_request_target", "workflow_run") if each in triggers]
    for job in workflow["jobs"].values():
        used = [step["uses"] for step in job["steps"] if "uses" in step]
        found += [each for each in used if not ACTION.fullmatch(each)]
        image = job.get("container", {}).get("image")
        found += [image] if image and not IMAGE.fullmatch(image) else []
        if "pull_request" in triggers:
            rights = [workflow.get("permissions"), job.get("permissions")]
            found += [str(each) for each in rights if each != {"contents": "read"}]
    if "pull_request" in triggers and "secrets." in text:
        found.append("secrets")
    return found


def valid(schema: str, *files: Path) -> bool:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.returncode == 0


def test_a_new_project_has_no_faults_and_builds(project: Path, tmp_path: Path) -> None:
    checked = CliRunner().invoke(cli, ["check", "--project", str(project)])

    assert checked.output == "No faults in 8 files.\n"
    site = build_site(project, tmp_path / "site")
    assert (site / "example-2027/first-town/quiz/index.html").is_file()


def test_init_writes_into_no_folder_that_holds_anything(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    made = CliRunner().invoke(cli, ["init", str(tmp_path)])

    assert made.exit_code == 2 and "not empty" in made.output
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_of_the_project_s_theme_overrides_the_package_s(project: Path, tmp_path: Path) -> None:
    changed = tmp_path / "project"
    subprocess.run(["cp", "-r", project, changed], check=True)
    (changed / "theme/static").mkdir()
    (changed / "theme/static/icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')

    site = build_site(changed, tmp_path / "site")

    assert (site / "static/icon.svg").read_text() == '<svg xmlns="http://www.w3.org/2000/svg"/>'
    assert (site / "static/css/main.css").is_file()


@pytest.mark.parametrize("path", WORKFLOWS)
def test_a_workflow_is_valid_and_safe(project: Path, path: str) -> None:
    assert valid("github-workflows", project / path)
    assert faults_of((project / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CHECK, "  pull_request:", "  pull_request_target:"),
        (CHECK, "@11bd71901bbe5b1630ceea73d27597364c9af683", "@v4"),
        (CHECK, "      contents: read", "      contents: write"),
        (CHECK, "permissions:\n  contents: read\n", ""),
        (CHECK, "run: sh ci/install.sh", "run: echo ${{ secrets.TOKEN }}"),
        (FORGEJO_CHECK, "@sha256:782412e8", "@sha256:"),
        (".github/workflows/publish.yml", "@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e", "@main"),
    ],
)
def test_an_unsafe_workflow_would_be_noticed(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert old in text

    assert faults_of(text.replace(old, new, 1)) != []


def test_gitlab_s_pipeline_is_valid_pinned_and_publishes_from_the_default_branch_alone(project: Path) -> None:
    pipeline = yaml.safe_load((project / ".gitlab-ci.yml").read_text(encoding="utf-8"))

    assert valid("gitlab-ci", project / ".gitlab-ci.yml")
    assert IMAGE.fullmatch(pipeline["default"]["image"])
    assert [each["if"] for each in pipeline["pages"]["rules"]] == ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"]
    assert "merge_request_event" in pipeline["check"]["rules"][0]["if"]


@pytest.mark.parametrize("script", ["install.sh", "check.sh", "changed.sh"])
def test_a_script_is_one_that_any_shell_reads(project: Path, script: str) -> None:
    assert subprocess.run(["sh", "-n", project / "ci" / script], check=False).returncode == 0


CMPGEN = f"{sys.executable} -m cmpgen"


def run_check(project: Path, cmpgen: str, *arguments: str, **more: str) -> tuple[int, str]:
    """What the forges' script does with this program for cmpgen."""
    (project / ".venv/bin").mkdir(parents=True, exist_ok=True)
    program = project / ".venv/bin/cmpgen"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {cmpgen} "$@"\n')
    program.chmod(0o755)
    summary = project.parent / "summary.md"
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    environment = {"PATH": path, "HOME": str(project.parent), "GITHUB_STEP_SUMMARY": str(summary), **more}
    command = ["sh", "ci/check.sh", *arguments]
    told = subprocess.run(command, cwd=project, env=environment, capture_output=True, check=False)
    return told.returncode, summary.read_text(encoding="utf-8")


@pytest.mark.parametrize(("fault", "code", "says"), [("", 0, "are sound"), ("answer: x\n", 1, "hint: Did you mean")])
def test_the_check_of_a_change_ends_with_a_summary_in_words(
    project: Path, tmp_path: Path, fault: str, code: int, says: str
) -> None:
    changed = tmp_path / "project"
    subprocess.run(["cp", "-r", project, changed], check=True)
    with open(changed / "candidates/example-2027/first-town/ada-example.yaml", "a", encoding="utf-8") as file:
        file.write(fault)

    ended, summary = run_check(changed, CMPGEN)

    assert ended == code and says in summary
    assert (changed / "output/index.html").exists() == (code == 0)


@pytest.mark.parametrize("code", [2, 3, 4])
def test_a_check_that_did_not_work_blames_nobody_s_files(project: Path, tmp_path: Path, code: int) -> None:
    changed = tmp_path / "project"
    subprocess.run(["cp", "-r", project, changed], check=True)

    ended, summary = run_check(changed, f"sh -c 'echo why; exit {code}' --")

    assert ended == code and "    why" in summary
    assert "second look" not in summary and "Whoever keeps this project" in summary


def test_a_build_that_did_not_work_is_in_the_summary_too(project: Path, tmp_path: Path) -> None:
    changed = tmp_path / "project"
    subprocess.run(["cp", "-r", project, changed], check=True)

    ended, summary = run_check(changed, """sh -c '[ "$1" = check ] || { echo full; exit 3; }' --""")

    assert ended == 3 and "The check itself did not work" in summary and "    full" in summary


class TestChangedPages:
    @pytest.fixture
    def repository(self, project: Path, tmp_path: Path) -> Path:
        """The project in git, as it was before the change."""
        folder = tmp_path / "project"
        subprocess.run(["cp", "-r", project, folder], check=True)
        self.git(folder, "init", "--quiet")
        self.git(folder, "add", "--all")
        self.git(folder, "commit", "--quiet", "--message", "before")
        return folder

    def git(self, folder: Path, *words: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], cwd=folder, check=True)

    def told(self, folder: Path, **more: str) -> str:
        """The end of the summary, on which pages were changed."""
        code, summary = run_check(folder, CMPGEN, "HEAD", **more)
        assert code == 0, summary
        return summary.partition("No faults")[2].partition("\n")[2].strip()

    def test_they_are_named_and_in_the_zip_with_their_styles(self, repository: Path) -> None:
        ada = repository / "candidates/example-2027/first-town/ada-example.yaml"
        ada.write_text(ada.read_text().replace("new-stadium: disagree", "new-stadium: agree"))
        (repository / "content/pages/privacy.md").unlink()

        told = self.told(repository, GITHUB_ACTIONS="true")

        assert "pages; they are in the zip `changed-pages`:" in told
        assert "    ~ /example-2027/first-town/ada-example/\n" in told
        assert told.endswith("It removes 1 page:\n\n    - /privacy/")
        assert (repository / "changed-pages/example-2027/first-town/ada-example/index.html").is_file()
        assert (repository / "changed-pages/static/css/main.css").is_file()

    def test_where_none_is_changed_no_zip_is_promised(self, repository: Path) -> None:
        (repository / "README.md").write_text("Ours.\n")

        assert self.told(repository, GITHUB_ACTIONS="true") == "This change makes and alters no page."
        assert not (repository / "changed-pages").exists()

    def test_a_change_of_styles_alone_is_told(self, repository: Path) -> None:
        own = repository / "theme/static/css/parts/own.css"
        own.parent.mkdir(parents=True)
        own.write_text(".own { margin: 0; }\n")

        assert "It alters what pages use" in (told := self.told(repository)) and "~ /static/css/main.css" in told

    def test_what_came_into_the_branch_meanwhile_is_no_part_of_the_change(self, repository: Path) -> None:
        cleo = repository / "candidates/example-2027/first-town/cleo.yaml"
        self.git(repository, "checkout", "--quiet", "-b", "change")
        self.git(repository, "checkout", "--quiet", "-")
        cleo.write_text("name: Cleo\n")
        self.git(repository, "add", "--all")
        self.git(repository, "commit", "--quiet", "--message", "meanwhile")
        self.git(repository, "branch", "before")
        self.git(repository, "checkout", "--quiet", "change")
        (repository / "content/pages/privacy.md").unlink()

        code, summary = run_check(repository, CMPGEN, "before")

        assert code == 0 and "- /privacy/" in summary and "cleo" not in summary

    def test_nothing_is_left_of_the_check_and_it_can_be_run_again(self, repository: Path) -> None:
        first, second = self.told(repository), self.told(repository)

        left = subprocess.run(["git", "status", "--porcelain"], cwd=repository, capture_output=True, check=True).stdout
        assert first.endswith("alters no page.") and second.endswith("alters no page.")
        assert left == b"" and not (repository / ".before").exists()

    def test_a_map_that_today_s_answers_do_not_give_stops_the_change(self, repository: Path) -> None:
        (repository / "questionnaires/example-2027/map.yaml").write_text("format: 1\n")
        self.git(repository, "add", "--all")
        code, summary = run_check(repository, """sh -c '[ "$1" != map ] || { echo turned; exit 1; }' --""", "HEAD")

        assert code == 1 and "    turned" in summary

    def test_a_forgejo_is_handed_the_pages_and_where_it_does_not_take_them_that_is_said(self, repository: Path) -> None:
        ben = repository / "candidates/example-2027/first-town/ben-example.yaml"
        ben.write_text(ben.read_text().replace("Ben Example", "Ben Anew"))
        runs = {"FORGEJO_ACTIONS": "true", "GITHUB_ACTIONS": "true"}

        without = self.told(repository, **runs)
        subprocess.run(["rm", "-rf", "changed-pages"], cwd=repository, check=True)
        with Forgejo() as forge:
            run = {"ACTIONS_RUNTIME_URL": forge.url, "ACTIONS_RUNTIME_TOKEN": "t", "GITHUB_RUN_ID": "7"}
            told = self.told(repository, **runs, **run)

        assert "not kept, for this forge did not take them" in without
        assert "they are in the zip `changed-pages`" in told.replace("it is", "they are")
        kept = {path: each.read_bytes() for path in forge.kept if (each := repository / path).is_file()}
        assert forge.kept == kept and forge.ended == ["changed-pages"]
        assert "changed-pages/example-2027/first-town/ben-example/index.html" in kept


class Forgejo(http.server.ThreadingHTTPServer):
    """As much of a Forgejo as takes what a run wants to keep: as its source has it, with its checks."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.url = f"http://127.0.0.1:{self.server_port}/api/actions_pipeline/"
        self.kept: dict[str, bytes] = {}
        self.ended: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        super().__exit__(*args)


class Taking(http.server.BaseHTTPRequestHandler):
    server: Forgejo

    def log_message(self, format: str, *words: object) -> None:
        pass

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        where = urllib.parse.urlsplit(self.path)
        asked = urllib.parse.parse_qs(where.query)
        start = "/api/actions_pipeline/_apis/pipelines/workflows/7/artifacts"
        code, told = 400, {}
        if self.headers["Authorization"] != "Bearer t":
            code = 401
        elif (self.command, where.path) == ("POST", start):
            name = json.loads(body)["Name"]
            place = f"{start}/{hashlib.md5(name.encode()).hexdigest()}/upload?retentionDays=9"
            code, told = 200, {"fileContainerResourceUrl": f"http://{self.headers['Host']}{place}"}
        elif self.command == "PUT" and where.path.startswith(start):
            (path,) = asked["itemPath"]
            digest = base64.b64encode(hashlib.md5(body).digest()).decode()
            whole = f"bytes 0-{len(body) - 1}/{len(body)}"
            if self.headers["x-actions-results-md5"] == digest and self.headers["Content-Range"] == whole:
                self.server.kept[path] = body
                code = 200
        elif (self.command, where.path) == ("PATCH", start):
            self.server.ended += asked["artifactName"]
            code = 200
        content = json.dumps(told).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PUT = do_PATCH = answer  # noqa: N815 (the library's names)


def test_the_issue_forms_are_valid_and_ask_what_the_questionnaire_asks(project: Path) -> None:
    forms = sorted((project / ".github/ISSUE_TEMPLATE").iterdir())

    assert [each.stem for each in forms] == ["answer", "debate", "error", "local-issue", "position"]
    assert valid("github-issue-forms", *forms)
    answer = yaml.safe_load(forms[0].read_text(encoding="utf-8"))
    labels = [each["attributes"].get("label") for each in answer["body"]]
    assert "Buses should be free for everyone." in labels
    for form in forms:
        assert (project / f".forgejo/issue_template/{form.stem}.yaml").read_text() == form.read_text()


def test_forms_of_an_election_with_every_type_of_question_are_valid(tmp_path: Path) -> None:
    parsed = parse_election(sort_paths(FILES)[0]["trial-2027"], FILES, {})[0]

    for path, text in scaffold.forms(parsed).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    assert valid("github-issue-forms", *(tmp_path / ".github/ISSUE_TEMPLATE").iterdir())
    candidate = yaml.safe_load((tmp_path / ".github/ISSUE_TEMPLATE/answer.yml").read_text(encoding="utf-8"))
    by_label = {each["attributes"].get("label"): each for each in candidate["body"]}
    options = by_label["In which language should school begin?"]["attributes"]["options"]
    assert options == ["(no answer)", "Riverish", "Both", "I take no position"]
    position = yaml.safe_load((tmp_path / ".github/ISSUE_TEMPLATE/position.yml").read_text(encoding="utf-8"))
    (which,) = (each["attributes"]["options"] for each in position["body"] if each.get("id") == "position")
    assert "Was asked, took no position" in which and len(which) > 5
    assert "no-position" not in "".join(scaffold.forms(parsed).values())
    assert by_label["What would you do first?"]["type"] == "textarea"
    assert "- [ ] Riverish" in (tmp_path / ".gitlab/issue_templates/Answer as a candidate.md").read_text()


def test_the_form_for_candidates_says_by_when_answers_are_due() -> None:
    parsed = parse_election(sort_paths(FILES)[0]["trial-2027"], FILES, {})[0]
    due = scaffold.forms(dataclasses.replace(parsed, answers_due=datetime.date(2027, 4, 20)))

    assert {path for path, text in due.items() if "Answers are due by 2027-04-20" in text} == {
        ".github/ISSUE_TEMPLATE/answer.yml",
        ".forgejo/issue_template/answer.yaml",
        ".gitlab/issue_templates/Answer as a candidate.md",
    }
    assert not any("due by" in text for text in scaffold.forms(parsed).values())


def test_new_forms_replace_older_ones(project: Path, tmp_path: Path) -> None:
    changed = tmp_path / "project"
    subprocess.run(["cp", "-r", project, changed], check=True)
    questions = changed / "questionnaires/example-2027/questions.yaml"
    questions.write_text(questions.read_text().replace("Buses should be free for everyone.", "Trams should be free."))

    made = CliRunner().invoke(cli, ["new", "forms", "--election", "example-2027", "--project", str(changed)])

    assert made.exit_code == 0
    assert "Trams should be free." in (changed / ".github/ISSUE_TEMPLATE/answer.yml").read_text()


def test_editors_are_told_the_schema_of_every_file_twice(project: Path) -> None:
    settings = json.loads((project / ".vscode/settings.json").read_text())
    by_path = {path: schema for schema, glob in settings["yaml.schemas"].items() for path in project.glob(glob)}

    files = [*project.glob("questionnaires/**/*.yaml"), *project.glob("candidates/**/*.yaml")]

    assert sorted(by_path) == sorted(files)
    for path in files:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        named = (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
        assert named == (project / by_path[path]).resolve() and named.is_file()


def test_what_contributors_are_told_is_what_they_will_read(project: Path) -> None:
    told = (project / "CONTRIBUTING.md").read_text(encoding="utf-8")
    messages = [re.sub(r"\{.*?\}", "…", each.MESSAGE) for each in checks.CHECKS]

    shown = re.findall(r"^\| `([^`]+)` \|", told, re.MULTILINE)

    assert len(shown) == 5
    assert [each for each in shown if not any(each.strip(" …") in message for message in messages)] == []
    link = re.search(r'has a link "(.*?)"', told)
    assert link and f'_("{link[1]}")' in (ROOT / "theme/templates/parts/improve.html").read_text(encoding="utf-8")


def test_every_command_that_a_maintainer_is_told_exists(project: Path) -> None:
    told = "".join((project / name).read_text(encoding="utf-8") for name in ("README.md", "MAINTAINING.md"))

    named = set(re.findall(r"(?:^|`|/)cmpgen ((?:new )?[a-z]+)", told, re.MULTILINE))

    start = cli.commands["new"]
    assert isinstance(start, click.Group)
    known = {*cli.commands, *(f"new {each}" for each in start.commands)}
    assert {"check", "serve", "new candidate", "new forms", "report"} <= named <= known


def test_dependencies_are_locked_by_their_hashes(project: Path) -> None:
    pins = re.findall(r"^[a-z0-9-]+==\S+ \\$", (project / "requirements.txt").read_text(), re.MULTILINE)

    assert len(pins) > 10


def install(project: Path, folder: Path) -> tuple[int, str, str]:
    """What the script that installs does with a `python3` that only writes down what pip would be told to do."""
    asked = folder / "asked"
    asked.write_text("")
    (folder / "bin").mkdir(exist_ok=True)
    python = folder / "bin/python3"
    inner = f'#!/bin/sh\\necho "$@" >>"{asked}"\\n'
    made = ".venv/bin/python"
    python.write_text(f"#!/bin/sh\nmkdir -p .venv/bin\nprintf '{inner}' >{made}\nchmod +x {made}\n")
    python.chmod(0o755)
    environment = {"PATH": f"{folder / 'bin'}:/usr/bin:/bin"}
    told = subprocess.run(
        ["sh", "ci/install.sh"], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    return told.returncode, told.stderr, asked.read_text()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "cmpgen==0.1.0\n",
        "cmpgen @ https://example.org/cmpgen-0.1.0-py3-none-any.whl\n",
        f"# ./ci/cmpgen-0.1.0-py3-none-any.whl --hash=sha256:{'0' * 64}\n",
        "./ci/cmpgen-0.1.0-py3-none-any.whl --hash=sha256:00\n",
    ],
)
def test_nothing_is_installed_before_cmpgen_is_named_by_its_hash(project: Path, tmp_path: Path, line: str) -> None:
    changed = tmp_path / "project"
    subprocess.run(["cp", "-r", project, changed], check=True)
    with open(changed / "requirements-cmpgen.txt", "a") as file:
        file.write(line)

    code, told, asked = install(changed, tmp_path)

    assert code == 3 and asked == "" and not (changed / ".venv").exists()
    heading = re.search(r'below "(.*?)"', told)
    assert heading and f"\n## {heading[1]}\n" in (changed / "MAINTAINING.md").read_text(encoding="utf-8")


def test_the_line_that_maintainers_are_told_to_write_installs_that_file_and_no_other(
    project: Path, tmp_path: Path
) -> None:
    changed = tmp_path / "our project"
    subprocess.run(["cp", "-r", project, changed], check=True)
    told = (changed / "MAINTAINING.md").read_text(encoding="utf-8")
    lines = [each.strip(" `.") for each in re.findall(r"(?:\./ci/|cmpgen @ )\S.*--hash=sha256:…", told)]
    assert len(lines) == 2

    for each in lines:
        (changed / "requirements-cmpgen.txt").write_text(each.replace("…", "0" * 64) + "\n", encoding="utf-8")
        code, _, asked = install(changed, tmp_path)
        assert code == 0
        assert [line.split(" --requirement ")[1] for line in asked.splitlines()] == [
            "requirements.txt",
            "requirements-cmpgen.txt",
        ]
        assert all("--require-hashes --only-binary :all:" in line for line in asked.splitlines())


def test_who_must_look_is_left_to_those_who_keep_the_project_and_said_so(project: Path) -> None:
    lines = (project / "CODEOWNERS").read_text(encoding="utf-8").splitlines()

    assert all(line.startswith("#") or not line for line in lines)
    assert '# THIS FILE ASKS NOBODY YET. Two things to do, in each line below that begins with "# /":' in lines
    rules = [line.removeprefix("# ") for line in lines if line.startswith("# /")]
    assert {path for path, _ in map(str.split, rules)} >= {"/candidates/", "/ci/", "/CODEOWNERS"}
    assert [path for path, _ in map(str.split, rules) if not (project / path[1:]).exists()] == []
