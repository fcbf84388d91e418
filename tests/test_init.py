"""A new project builds at once, and what its forges run can neither write nor know a secret where strangers propose."""

from __future__ import annotations

import json
import re
import subprocess
import sys
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


@pytest.mark.parametrize("script", ["install.sh", "check.sh"])
def test_a_script_is_one_that_any_shell_reads(project: Path, script: str) -> None:
    assert subprocess.run(["sh", "-n", project / "ci" / script], check=False).returncode == 0


def run_check(project: Path, cmpgen: str) -> tuple[int, str]:
    """What the forges' script does with a cmpgen that is this one."""
    (project / ".venv/bin").mkdir(parents=True)
    program = project / ".venv/bin/cmpgen"
    program.write_text(f'#!/bin/sh\nexec {cmpgen} "$@"\n')
    program.chmod(0o755)
    summary = project.parent / "summary.md"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(project.parent), "GITHUB_STEP_SUMMARY": str(summary)}
    told = subprocess.run(["sh", "ci/check.sh"], cwd=project, env=environment, capture_output=True, check=False)
    return told.returncode, summary.read_text(encoding="utf-8")


@pytest.mark.parametrize(("fault", "code", "says"), [("", 0, "are sound"), ("answer: x\n", 1, "hint: Did you mean")])
def test_the_check_of_a_change_ends_with_a_summary_in_words(
    project: Path, tmp_path: Path, fault: str, code: int, says: str
) -> None:
    changed = tmp_path / "project"
    subprocess.run(["cp", "-r", project, changed], check=True)
    with open(changed / "candidates/example-2027/first-town/ada-example.yaml", "a", encoding="utf-8") as file:
        file.write(fault)

    ended, summary = run_check(changed, f"{sys.executable} -m cmpgen")

    assert ended == code and says in summary
    assert (changed / "output/index.html").exists() == (code == 0)


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
    assert options == ["(no answer)", "Riverish", "Both", "no-position"]
    assert by_label["What would you do first?"]["type"] == "textarea"
    assert "- [ ] Riverish" in (tmp_path / ".gitlab/issue_templates/Answer as a candidate.md").read_text()


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
    assert "cmpgen==" in (project / "requirements-cmpgen.txt").read_text()
