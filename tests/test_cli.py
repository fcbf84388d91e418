"""The command line as people and scripts meet it: what it prints where, and how it exits."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cmpgen import disk
from cmpgen.cli.data import below_repository
from tests.helpers import DEMO, QUESTIONS, ROOT, write_project

ADA = "candidates/demo/north/ada.yaml"
GOOD = {ADA: "name: Ada Obi\nreply: answered\nanswers:\n  free-buses: agree\n  school-language: both\n"}
BAD = {ADA: "name: Ada Obi\nreply: answered\nanswers:\n  free-busses: agree\n"}


def cmpgen(*arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cmpgen", *arguments]
    variables = {**os.environ, **environment}
    return subprocess.run(command, input=text, capture_output=True, text=True, cwd=ROOT, env=variables, check=False)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return str(write_project(tmp_path / "good", GOOD))


@pytest.fixture
def bad(tmp_path: Path) -> str:
    return str(write_project(tmp_path / "bad", BAD))


def test_check_of_sound_data_says_so_and_exits_0(good: str) -> None:
    checked = cmpgen("check", "--project", good)

    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "No faults in 5 files.\n", "")


def test_check_shows_a_fault_as_the_contract_prints_it_and_exits_1(bad: str) -> None:
    checked = cmpgen("check", "--project", bad)

    assert checked.returncode == 1
    assert checked.stdout == (
        "candidates/demo/north/ada.yaml:4:3: error[unknown-question]: no question is called 'free-busses'\n"
        "    4 |   free-busses: agree\n"
        "      |   ^^^^^^^^^^^\n"
        "  hint: Did you mean 'free-buses'? The questions are in questionnaires/demo/questions.yaml.\n"
        "1 error and 0 warnings in 1 of 5 files.\n"
    )


def test_check_for_github_puts_the_fault_beside_its_line(bad: str) -> None:
    checked = cmpgen("check", "--project", bad, "--format", "github")

    assert checked.returncode == 1
    assert checked.stdout == (
        "::error file=candidates/demo/north/ada.yaml,line=4,col=3,endColumn=14,title=unknown-question"
        "::no question is called 'free-busses'%0A"
        "Did you mean 'free-buses'? The questions are in questionnaires/demo/questions.yaml.\n"
    )


def test_check_as_json_holds_the_facts(bad: str) -> None:
    checked = cmpgen("check", "--project", bad, "--format", "json")

    told = json.loads(checked.stdout)
    assert told["summary"] == {"files": 5, "errors": 1, "warnings": 0}
    (fault,) = told["diagnostics"]
    assert (fault["code"], fault["line"], fault["column"]) == ("unknown-question", 4, 3)
    assert fault["facts"]["question"] == "free-busses"


def test_the_files_of_a_project_are_known_by_any_way_that_leads_there(
    bad: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    link = tmp_path_factory.mktemp("link") / "project"
    link.symlink_to(bad)

    for project, path in ((bad, f"{link}/candidates"), (link, f"{bad}/candidates"), (link, f"{link}/candidates")):
        told = cmpgen("check", "--project", str(project), path)

        assert told.returncode == 1
        assert "unknown-question" in told.stdout


def test_check_of_one_path_shows_the_faults_below_it_alone(bad: str) -> None:
    elsewhere = cmpgen("check", "--project", bad, "questionnaires")
    there = cmpgen("check", "--project", bad, "candidates/demo")

    assert (elsewhere.returncode, there.returncode) == (0, 1)
    assert "unknown-question" in there.stdout and "unknown-question" not in elsewhere.stdout


def test_check_of_paths_says_how_many_files_it_looked_at(good: str, bad: str) -> None:
    for path, files in ((ADA, "this file"), ("questionnaires", "these 4 files")):
        told = cmpgen("check", "--project", good, path)
        assert (told.returncode, told.stdout) == (0, f"No faults in {files}; 5 were read.\n")

    assert cmpgen("check", "--project", bad, ADA).stdout.endswith("1 error and 0 warnings in this file; 5 were read.\n")


def test_check_of_a_path_that_is_not_there_is_a_wrong_command_line_that_names_it(good: str) -> None:
    for path in ("candidates/demo/nroth", "/etc", "candidates/demo/north/bob.yaml"):
        told = cmpgen("check", "--project", good, path)
        assert told.returncode == 2 and f"'{path}'" in told.stderr and told.stdout == ""


def test_a_terminal_without_a_letter_shows_another_one_in_its_place(tmp_path: Path) -> None:
    project = str(write_project(tmp_path, {ADA: "name: Łukasz\nreply: ąnswered\n"}))

    told = cmpgen("check", "--project", project, PYTHONIOENCODING="latin-1")

    assert told.returncode == 1 and "'?nswered'" in told.stdout and told.stderr == ""


def test_output_that_nobody_reads_to_its_end_is_no_failure() -> None:
    command = [sys.executable, "-m", "cmpgen", "explain"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (0, b"")


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_project_without_an_election_is_a_wrong_command_line(tmp_path: Path, command: str) -> None:
    for made in ("", "questionnaires", "theme"):
        (tmp_path / made).mkdir(exist_ok=True)
        told = cmpgen(command, "--project", str(tmp_path))
        assert told.returncode == 2 and told.stdout == ""
        assert told.stderr.endswith(
            "Error: no election here: there is no YAML file in questionnaires/; "
            "name the project's folder with --project.\n"
        )


def test_a_build_of_an_election_that_there_is_not_is_a_wrong_command_line_that_names_the_nearest(good: str) -> None:
    told = cmpgen("build", "--project", good, "--election", "dmeo")

    assert told.returncode == 2 and "no election is called 'dmeo'. Did you mean 'demo'?" in told.stderr
    assert not (Path(good) / "output").exists()


def test_a_build_of_one_election_says_what_became_of_the_others(tmp_path: Path) -> None:
    other = {path.replace("/demo/", "/other/"): text for path, text in DEMO.items()}
    project = str(write_project(tmp_path, {**other, **BAD}))

    first = cmpgen("build", "--project", project, "--election", "other")
    Path(project, ADA).unlink()
    cmpgen("build", "--project", project)
    write_project(tmp_path, BAD)
    second = cmpgen("build", "--project", project, "--election", "other")

    assert first.returncode == 0 and "demo was not built: it has no pages here yet.\n" in first.stderr
    assert second.returncode == 0 and "demo was not built: its pages are those of an earlier build.\n" in second.stderr


CLOSED = [
    pytest.param("check", "| true", 1, id="nobody reads what check says"),
    pytest.param("check --format json", "| true", 1, id="nor its JSON"),
    pytest.param("build", "2>&1 >/dev/null | true", 1, id="nor what build says"),
    pytest.param("build", "2>&-", 1, id="standard error is closed"),
    pytest.param("check", ">&-", 1, id="standard output is closed"),
    pytest.param("check", ">&- 2>&- <&-", 1, id="all is closed"),
    pytest.param("check", ">/dev/full", 3, id="standard output is full"),
    pytest.param("explain", "| true", 0, id="nobody reads all codes"),
    pytest.param("explain", "| head -1", 0, id="somebody reads one"),
    pytest.param("--help", "| true", 0, id="nobody reads the help"),
]


@pytest.mark.parametrize(("command", "closing", "code"), CLOSED)
def test_the_exit_code_is_that_of_what_was_found_whoever_reads(bad: str, command: str, closing: str, code: int) -> None:
    project = f"--project {bad}" if command.startswith(("check", "build")) else ""
    # The pause lets whoever reads leave first.
    line = f'{{ sleep 0.1; "{sys.executable}" -m cmpgen {command} {project}; echo $? >&3; }} 3>"{bad}/code" {closing}'

    told = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=ROOT, check=False)

    assert (Path(bad) / "code").read_text() == f"{code}\n"
    assert "Traceback" not in told.stderr and "Exception" not in told.stderr


def test_files_and_folders_beside_those_that_are_read_are_told(good: str) -> None:
    (Path(good) / "questions.yaml").write_text("- id: a\n")
    (Path(good) / "candidate").mkdir()
    (Path(good) / "candidate/ada.yaml").write_text("name: Ada\n")

    told = cmpgen("check", "--project", good)

    assert told.returncode == 0
    assert "candidate:1:1: warning[stray-file]: nothing reads 'candidate/'\n" in told.stdout
    assert "hint: Did you mean 'candidates/'?" in told.stdout
    assert "questions.yaml:1:1: warning[stray-file]" in told.stdout
    assert told.stdout.endswith("0 errors and 2 warnings in 2 of 5 files.\n")

    for _ in ("a clean build", "nothing changed since"):
        built = cmpgen("build", "--project", good)

        assert built.returncode == 0
        assert "candidate:1:1: warning[stray-file]: nothing reads 'candidate/'\n" in built.stderr
        assert "questions.yaml:1:1: warning[stray-file]" in built.stderr

    shutil.rmtree(Path(good) / "candidate")

    assert "'candidate/'" not in cmpgen("build", "--project", good).stderr


def test_nothing_is_written_into_a_published_site_nor_among_the_sources(good: str) -> None:
    assert cmpgen("build", "--project", good).returncode == 0

    inside = cmpgen("build", "--project", good, "--output", f"{good}/output/sub")
    schemas = cmpgen("schema", "--project", good, "questionnaires")

    assert inside.returncode == 3 and "where a site is published" in inside.stderr
    assert schemas.returncode == 2 and "among the project's sources" in schemas.stderr
    assert cmpgen("build", "--project", good).returncode == 0


def test_colour_is_for_terminals_and_nothing_else(bad: str) -> None:
    assert "\x1b" not in cmpgen("check", "--project", bad).stdout
    assert "\x1b" not in cmpgen("check", "--project", bad, NO_COLOR="1").stdout


def test_a_terminal_gets_colour_unless_it_asks_for_none(bad: str) -> None:
    def told(**environment: str) -> bytes:
        here, there = pty.openpty()
        command = [sys.executable, "-m", "cmpgen", "check", "--project", bad]
        variables = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
        subprocess.run(command, stdout=there, cwd=ROOT, env={**variables, **environment}, check=False)
        os.close(there)
        words = b""
        # One reading may hold but a part; that there is no more is told by an error.
        with contextlib.suppress(OSError):
            while more := os.read(here, 10_000):
                words += more
        os.close(here)
        return words

    assert b"\x1b[31m" in told()
    assert b"\x1b" not in told(NO_COLOR="1")


def test_several_files_with_faults_are_counted_one_by_one(tmp_path: Path) -> None:
    jo = {"candidates/demo/south/jo.yaml": "name: Jo\nballot: x\nreply: answerd\n"}
    checked = cmpgen("check", "--project", str(write_project(tmp_path, {**BAD, **jo})))

    assert checked.stdout.endswith(
        "                 1 error  candidates/demo/north/ada.yaml\n"
        "                2 errors  candidates/demo/south/jo.yaml\n"
        "3 errors and 0 warnings in 2 of 6 files.\n"
    )


def test_check_of_one_election_leaves_out_the_faults_in_the_files_of_others(tmp_path: Path) -> None:
    other = {"questionnaires/other/election.yaml": "title: Other\n"}
    project = str(write_project(tmp_path, {**GOOD, **other}))

    here = cmpgen("check", "--project", project, "--election", "demo")
    assert (here.returncode, here.stdout) == (0, "No faults in these 5 files; 6 were read.\n")
    there = cmpgen("check", "--project", project, "--election", "other")
    assert there.returncode == 1 and "missing-field" in there.stdout
    assert "Did you mean 'other'?" in cmpgen("check", "--project", project, "--election", "othr").stderr


def test_check_of_one_election_shows_all_that_would_stop_its_build(tmp_path: Path) -> None:
    files = {
        "questionnaires/other/election.yaml": "title: Other\n",
        "candidates/dmeo/north/jo.yaml": "name: Jo\n",
        "content/pages/about.md": "Title: About\n\n[x](/nowhere/)\n",
    }
    project = str(write_project(tmp_path, {**GOOD, **files}))

    told = cmpgen("check", "--project", project, "--election", "demo")

    assert told.returncode == 1
    assert "unknown-election" in told.stdout and "broken-link" in told.stdout and "missing-field" not in told.stdout


def test_check_for_github_names_files_from_the_top_of_the_repository(tmp_path: Path) -> None:
    project = write_project(tmp_path / "our/election", BAD)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)

    told = cmpgen("check", "--project", str(project), "--format", "github")

    assert told.stdout.startswith(f"::error file=our/election/{ADA},line=4,")
    assert (below_repository(project), below_repository(tmp_path)) == ("our/election/", "")


@pytest.mark.parametrize("command", ["init", "demo", "schema"])
def test_a_folder_that_a_command_writes_is_below_the_project_that_is_named(tmp_path: Path, command: str) -> None:
    told = cmpgen(command, "x", "--project", str(tmp_path))

    assert told.returncode == 0, told.stderr
    assert any((tmp_path / "x").iterdir())
    (tmp_path / "file").write_text("mine")
    assert cmpgen(command, "file", "--project", str(tmp_path)).returncode == 2


@pytest.mark.parametrize(
    ("option", "word", "says"),
    [
        ("--date", "6 May", "'6 May' is no date"),
        ("--language", "English", "'English' is no language tag"),
        ("--election", "B 1", "Did you mean 'b-1'?"),
        ("--election", "data", "keeps the address 'data'"),
        ("--election", "fr", "folder of a language"),
    ],
)
def test_an_import_with_a_wrong_word_is_a_wrong_command_line(tmp_path: Path, option: str, word: str, says: str) -> None:
    words = {"--election": "b1", "--date": "2027-05-06", "--language": "en", option: word}

    told = cmpgen("import", "tidy", str(tmp_path), *(each for pair in words.items() for each in pair))

    assert told.returncode == 2 and says in told.stderr


@pytest.mark.parametrize(
    ("row", "options", "says"),
    [
        ("q-2,national,,Why?,en,,text,", [], ["--date is not given, and a new election needs it."]),
        ("q-2,national,,Why?,fr,,text,", ["--date", "2027-05-06"], ["--language is not given"]),
        ("q-2,nowhere,,Why?,fr,,text,", [], ["--date is not given", "--language is not given", "error[unknown-scope]"]),
    ],
)
def test_an_import_that_needs_another_option_is_a_wrong_command_line_and_all_faults_are_told(
    tmp_path: Path, row: str, options: list[str], says: list[str]
) -> None:
    columns = "question_id,scope,topic,text,language,scale_options,type,info"
    tables = {
        "questions.csv": f"{columns}\nq-1,national,,Why?,en,,text,\n{row}",
        "candidates.csv": "candidate_id,name,party,constituency_id,constituency_name\nc-1,Ada Obi,,7,North Bank",
        "answers.csv": "candidate_id,question_id,value,label,comment",
    }
    for name, table in tables.items():
        (tmp_path / name).write_text(f"{table}\n")

    told = cmpgen("import", "tidy", str(tmp_path), "--election", "b1", "--project", str(tmp_path), *options)

    assert told.returncode == 2 and "missing-option" not in told.stderr
    assert [each for each in says if each not in " ".join(told.stderr.split())] == []
    assert not (tmp_path / "questionnaires").exists()


def test_check_that_watches_checks_again_after_a_change(bad: str) -> None:
    command = [sys.executable, "-m", "cmpgen", "check", "--project", bad, "--watch"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        first = next(line for line in lines if "in 1 of 5 files" in line)
        (Path(bad) / ADA).write_text(GOOD[ADA])
        second = next(line for line in lines if "No faults" in line)
        running.send_signal(2)

    assert first.startswith("1 error") and second == "No faults in 5 files.\n"
    assert running.returncode == 0


def test_check_that_watches_sees_faults_of_the_theme_and_goes_on(good: str) -> None:
    words = Path(good) / "theme/locale/de.po"
    words.parent.mkdir(parents=True)
    words.write_text('msgid "Home\n', encoding="utf-8")
    command = [sys.executable, "-m", "cmpgen", "check", "--project", good, "--watch"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        assert any("theme/locale/de.po:1:1: error[broken-theme]" in line for line in lines)
        words.unlink()
        template = Path(good) / "theme/templates/pages/quiz.html"
        template.parent.mkdir(parents=True)
        template.write_text("{% endfi %}", encoding="utf-8")
        assert any("theme/templates/pages/quiz.html:1:1: error[broken-template]" in line for line in lines)
        running.send_signal(2)

    assert running.returncode == 0


def test_a_build_with_faults_publishes_nothing_and_says_so(bad: str, tmp_path: Path) -> None:
    built = cmpgen("build", "--project", bad, "--output", str(tmp_path / "site"))

    assert built.returncode == 1 and built.stdout == ""
    assert "free-busses" in built.stderr and "Nothing was published" in built.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["biuld"], "No such command 'biuld'", id="unknown command"),
        pytest.param(["check", "--format", "xml"], "'xml'", id="unknown format"),
        pytest.param(["check", "--project", "/nowhere/at/all"], "/nowhere/at/all", id="no such folder"),
        pytest.param(["explain", "unknown-qestion"], "Did you mean 'unknown-question'?", id="unknown code"),
        pytest.param(["match"], "--election", id="missing option"),
    ],
)
def test_a_wrong_command_line_exits_2_and_says_what_is_wrong(arguments: list[str], says: str) -> None:
    told = cmpgen(*arguments)

    assert told.returncode == 2 and told.stdout == ""
    assert says in told.stderr and "Traceback" not in told.stderr


def test_an_output_that_cannot_be_written_exits_3_with_one_sentence(good: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    built = cmpgen("build", "--project", good, "--output", str(tmp_path / "file"))

    assert built.returncode == 3 and built.stdout == ""
    assert built.stderr.startswith("cmpgen: ") and built.stderr.count("\n") == 1
    assert (tmp_path / "file").read_text() == "mine"


def match(project: str, answers: str, *more: str) -> subprocess.CompletedProcess[str]:
    place = ["--project", project, "--election", "demo", "--constituency", "north"]
    return cmpgen("match", *place, "--answers", "-", *more, text=answers)


def test_match_prints_the_json_of_the_contract(good: str) -> None:
    told = match(good, '{"answers": {"free-buses": "neutral"}, "weights": {"free-buses": 2}}', "--format", "json")

    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout) == {
        "election": "demo",
        "constituency": "north",
        "metric": "city-block",
        "missing": "half",
        "results": [
            {
                "candidate": "ada",
                "rank": 1,
                "tied": False,
                "points": 6,
                "possible": 8,
                "percent": 75,
                "low": 75,
                "high": 75,
                "shared": 1,
                "answered": 1,
                "questions": [{"id": "free-buses", "weight": 2, "points": 6, "possible": 8}],
            }
        ],
        "apart": [],
    }


def test_match_for_people_names_the_candidates(good: str) -> None:
    told = match(good, "answers:\n  free-buses: agree\n")

    assert told.returncode == 0 and "100 %" in told.stdout and "Ada Obi" in told.stdout


def test_match_of_a_voter_who_answered_nothing_has_nothing_to_compare_and_exits_0(good: str) -> None:
    told = match(good, '{"answers": {"free-buses": ""}}', "--format", "json")

    assert told.returncode == 0
    assert [each["reason"] for each in json.loads(told.stdout)["apart"]] == ["nothing-to-compare"]


def test_faults_in_a_voters_file_are_placed_like_any_other(good: str) -> None:
    told = match(good, "answers:\n  free-busses: agree\n  school-language: rivr\nweights:\n  free-buses: 3\n")

    assert told.returncode == 1 and told.stdout == ""
    heads = [line.partition("]")[0] for line in told.stderr.splitlines() if "error[" in line]
    assert heads == ["-:2:3: error[unknown-question", "-:3:20: error[unknown-option", "-:5:15: error[unknown-value"]


def test_match_warns_of_an_answer_that_is_not_scored_and_goes_on(tmp_path: Path) -> None:
    why = f"{QUESTIONS}- id: why\n  type: text\n  text: Why?\n"
    project = write_project(tmp_path, {**GOOD, "questionnaires/demo/questions.yaml": why})

    told = match(str(project), '{"answers": {"free-buses": "agree", "why": "Cars!"}}', "--format", "json")

    assert told.returncode == 0, told.stderr
    assert "-:1:37: warning[unscored-question]: answers to 'why' are not scored" in told.stderr
    assert json.loads(told.stdout)["results"][0]["answered"] == 1


def test_match_offers_a_voter_no_answer_that_is_for_candidates_and_tells_where_a_question_is_asked(
    good: str,
) -> None:
    answers = "answers:\n  new-stadium: agree\n  free-buses: dont-agree\n"
    place = ["--project", good, "--election", "demo", "--constituency", "south", "--answers", "-"]

    told = cmpgen("match", *place, text=answers)

    assert told.returncode == 1 and "'new-stadium' is not asked in 'south'" in told.stderr
    assert "hint: The answers are: strongly-disagree, disagree" in told.stderr and "no-position" not in told.stderr


def test_match_lists_the_metrics_where_one_is_unknown(good: str) -> None:
    told = match(good, "answers:\n", "--metric", "chebyshev")

    assert told.returncode == 2
    said = " ".join(told.stderr.split())
    assert "There are: adjacent, agreement, city-block, directional, euclidean, hybrid." in said


@pytest.mark.parametrize("rule", ["half", "shared", "neutral", "farthest"])
@pytest.mark.parametrize("metric", ["city-block", "euclidean", "agreement", "adjacent", "directional", "hybrid"])
def test_match_takes_any_metric_and_rule(good: str, metric: str, rule: str) -> None:
    told = match(good, '{"answers":{"free-buses":"agree"}}', "--metric", metric, "--missing", rule, "--format", "json")

    told_of = json.loads(told.stdout)
    assert (told_of["metric"], told_of["missing"]) == (metric, rule)


def test_match_names_the_nearest_election_constituency_metric_and_rule(good: str) -> None:
    place = ["match", "--project", good, "--answers", "-"]

    for arguments, near in [
        (["--election", "dmeo", "--constituency", "north"], "'demo'"),
        (["--election", "demo", "--constituency", "nroth"], "'north'"),
        (["--election", "demo", "--constituency", "north", "--metric", "cityblock"], "'city-block'"),
        (["--election", "demo", "--constituency", "north", "--missing", "hafl"], "'half'"),
    ]:
        told = cmpgen(*place, *arguments, text="answers: {}\n")
        assert told.returncode == 2 and f"Did you mean {near}?" in told.stderr


def test_a_closed_pipe_is_no_fault(bad: str) -> None:
    command = f"{sys.executable} -m cmpgen explain | head -1"
    told = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)

    assert told.stderr == ""


def test_a_question_file_with_faults_does_not_make_every_answer_unknown(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**GOOD, "questionnaires/demo/questions.yaml": QUESTIONS + "\t- broken\n"})

    checked = cmpgen("check", "--project", str(project), "--format", "json")

    found = json.loads(checked.stdout)["diagnostics"]
    assert {each["path"] for each in found} == {"questionnaires/demo/questions.yaml"}


def test_match_stops_at_a_candidate_whose_file_cannot_be_read(good: str) -> None:
    Path(good, "candidates/demo/north/jo.yaml").write_bytes(b"name: Jo \xff\n")

    told = match(good, "answers:\n  free-buses: agree\n")

    assert told.returncode == 1 and "jo.yaml:1:10: error[not-utf-8]" in told.stderr


def test_an_import_stops_at_files_that_hide_what_is_there(good: str, tmp_path: Path) -> None:
    exported = tmp_path / "tables"
    assert cmpgen("export", "csv", "--project", good, "--election", "demo", "--output", str(exported)).returncode == 0
    (Path(good) / ADA).write_text('name: "Ada\n', encoding="utf-8")
    before = sorted(Path(good).rglob("*"))

    told = cmpgen("import", "tidy", str(exported), "--project", good, "--election", "demo")

    assert told.returncode == 1
    assert "candidates/demo/north/ada.yaml:1:7: error[" in told.stderr and "Nothing was written." in told.stderr
    assert sorted(Path(good).rglob("*")) == before


def test_new_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("in the way", encoding="utf-8")

    with pytest.raises(OSError, match="b"):
        disk.write_new(tmp_path, {"a/x.yaml": "x", "a/y.yaml": "y", "b/z.yaml": "z"})

    assert [each.name for each in tmp_path.rglob("*")] == ["b"]


@pytest.mark.parametrize("link", ["candidates", "candidates/demo"])
def test_nothing_new_is_written_through_a_link(tmp_path: Path, link: str) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (project / link).parent.mkdir(parents=True)
    (project / link).symlink_to(elsewhere)

    with pytest.raises(NotADirectoryError, match="symbolic link") as refusal:
        disk.write_new(project, {"candidates/demo/north/ada.yaml": "name: Ada", "a/x.yaml": "x"})

    assert refusal.value.filename == str(project / link)
    assert [each.name for each in tmp_path.rglob("*.yaml")] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("demo", "new", "--language", ""), "is no language tag"),
        (("demo", "new", "--language", "en", "--language", "en"), "'en' is named twice"),
        (("new", "election", "con", "--date", "2027-05-06"), "Windows keeps this name for a device"),
        (("new", "candidate", "--election", "demo", "--constituency", "north", "--name", "A" * 301), "301 characters"),
    ],
)
def test_what_check_would_refuse_is_not_written(good: str, words: tuple[str, ...], says: str) -> None:
    before = sorted(Path(good).rglob("*"))

    told = cmpgen(*words, "--project", good)

    assert told.returncode == 2 and says in told.stderr
    assert sorted(Path(good).rglob("*")) == before


@pytest.mark.parametrize("closing", ["", "<&-"])
def test_answers_that_are_piped_in_are_utf_8_in_every_place(good: str, closing: str) -> None:
    command = (
        f"{sys.executable} -m cmpgen match --project {good} --election demo --constituency north --answers - {closing}"
    )
    variables = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}

    told = subprocess.run(
        ["bash", "-c", command],
        input="# ô\nanswers:\n  free-buses: agree\n".encode(),
        capture_output=True,
        cwd=ROOT,
        env=variables,
        check=False,
    )

    assert told.returncode == (1 if closing else 0), told.stderr
    assert b"Traceback" not in told.stderr


def test_answers_without_end_are_not_read_to_their_end(good: str) -> None:
    told = cmpgen("match", "--project", good, "--election", "demo", "--constituency", "north", "--answers", "/dev/zero")

    assert told.returncode == 2 and "/dev/zero is larger than 5 MB" in told.stderr


@pytest.mark.parametrize(("words", "code"), [("frob", 2), ("build --project . --output /proc/none/x", 3)])
def test_a_full_standard_error_changes_no_exit_code(words: str, code: int) -> None:
    line = f"{sys.executable} -m cmpgen {words} 2>/dev/full"

    assert subprocess.run(["bash", "-c", line], cwd=ROOT, check=False).returncode == code
