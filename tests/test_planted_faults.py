"""Thirty different faults planted in ten files of the example: all are reported in place in one run, and no other."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.helpers import ROOT

ELECTION = "questionnaires/riverland-2027/election.yaml"
QUESTIONS = "questionnaires/riverland-2027/questions.yaml"
NORTH = "questionnaires/riverland-2027/constituencies/north-bank.yaml"
ADA = "candidates/riverland-2027/north-bank/ada-obi.yaml"
JO = "candidates/riverland-2027/north-bank/jo-lim.yaml"
GWEN = "candidates/riverland-2027/old-harbour/gwen-tarrow.yaml"
LORENZ = "candidates/riverland-2027/high-orchards/lorenz-achterveld.yaml"
KOFI = "candidates/riverland-2027/alder-vale/kofi-asantreh.yaml"
PETRA = "candidates/riverland-2027/alder-vale/petra-holubnik.yaml"
YANN = "candidates/riverland-2027/alder-vale/yann-kerdalec.yaml"
MARK = "▶"


class Plant(NamedTuple):
    """In `path`, the first `old` becomes `new`; the fault is reported where MARK, then taken out, stands in `new`."""

    path: str
    code: str
    old: str
    new: str


PLANTS = [
    Plant(ELECTION, "bad-date", "answers-due: 2027-04-20", f"answers-due: {MARK}2027-04-31"),
    Plant(ELECTION, "bad-link", "url: https://example.org/common-ground", f"url: {MARK}www.example.org"),
    Plant(ELECTION, "unknown-field", "\nlicence:", f"\n{MARK}license:"),
    Plant(ELECTION, "bad-percentage", "minimum-shared: 50%", f"minimum-shared: {MARK}half"),
    Plant(NORTH, "bad-number", "seats: 1", f"seats: {MARK}1.0"),
    Plant(ELECTION, "bad-address", "contact: hello@example.org", f"contact: {MARK}hello at example.org"),
    Plant(QUESTIONS, "unknown-topic", "topic: transport", f"topic: {MARK}trnasport"),
    Plant(
        QUESTIONS,
        "missing-language",
        "  text:\n    en: A motorway should be built between the harbour and the Uplands.\n",
        f"  {MARK}text:\n",
    ),
    Plant(QUESTIONS, "duplicate-id", "- id: voting-age", f"- id: {MARK}rent-cap\n  text: Twice?\n- id: voting-age"),
    Plant(QUESTIONS, "unknown-place", "    - uplands", f"    - {MARK}upland"),
    Plant(NORTH, "unknown-region", "region: lowlands", f"region: {MARK}lowland"),
    Plant(NORTH, "unknown-value", "  - id: new-stadium\n", f"  - id: new-stadium\n    type: {MARK}skale\n"),
    Plant(ADA, "unknown-question", "free-buses: agree", f"{MARK}free-busses: agree"),
    Plant(ADA, "unknown-option", "rural-doctors: agree", f"rural-doctors: {MARK}neutral"),
    Plant(ADA, "foreign-question", "voting-age: yes", f"{MARK}harbour-tax: agree"),
    Plant(ADA, "unknown-party", "party: river-party", f"party: {MARK}river-praty"),
    Plant(ADA, "wrong-shape", "sunday-shops: agree", f"sunday-shops: {MARK}[agree]"),
    Plant(
        JO,
        "missing-source",
        "  free-buses:\n    position: neutral\n    source:",
        f"  {MARK}free-buses:\n    position: neutral\n  rent-cap:\n    position: agree\n    source:",
    ),
    Plant(JO, "bad-wikidata", "reply: no-reply", f"reply: no-reply\nwikidata: {MARK}42"),
    Plant(GWEN, "missing-field", "name: Gwen Tarrow\nstatus", f"{MARK}status"),
    Plant(GWEN, "too-long", "answers:", f"credit: {MARK}{'x' * 301}\nanswers:"),
    Plant(LORENZ, "comment-too-long", "    comment: |\n      Apples", f"    {MARK}comment: |\n      {'Apples' * 90}"),
    Plant(
        LORENZ,
        "unknown-language",
        "fertiliser-tax:\n    position: disagree\n    comment: |\n      We",
        f"fertiliser-tax:\n    position: disagree\n    comment:\n      {MARK}english: |\n        We",
    ),
    Plant(KOFI, "duplicate-key", "top-income-tax: agree", f"{MARK}free-buses: agree"),
    Plant(KOFI, "anchor", "rent-cap: neutral", f"rent-cap: {MARK}&same neutral"),
    Plant(PETRA, "tab", "answers:\n  ", f"answers:\n{MARK}\t"),
    Plant(YANN, "conflict-marker", "answers:\n", f"answers:\n{MARK}<<<<<<< ours\n"),
]
STRAYS = {
    "candidates/riverland-2027/nort-bank/ada-obi.yaml": "candidates/riverland-2027/nort-bank:1:1 unknown-constituency",
    "candidates/riverland-2027/north-bank/Jo_Lim.yaml": "candidates/riverland-2027/north-bank/Jo_Lim.yaml:1:1 bad-id",
    "candidates/riverland-2027/stray.yaml": "candidates/riverland-2027/stray.yaml:1:1 wrong-folder",
}


def plant(project: Path) -> list[str]:
    """Plant everything, and return what must be reported, as 'path:line:column code'."""
    expected = []
    for path in sorted({each.path for each in PLANTS}):
        text = (project / path).read_text(encoding="utf-8")
        here = [each for each in PLANTS if each.path == path]
        for number, each in enumerate(here):
            assert each.old in text, f"{path} has no {each.old!r}"
            text = text.replace(each.old, each.new.replace(MARK, f"{MARK}{number}{MARK}"), 1)
        for number, each in enumerate(here):
            # Other marks are taken out first, for they may stand before this one on its line.
            alone = text
            for other in range(len(here)):
                if other != number:
                    alone = alone.replace(f"{MARK}{other}{MARK}", "")
            before = alone.partition(f"{MARK}{number}{MARK}")[0]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            expected.append(f"{path}:{line}:{column} {each.code}")
        for number in range(len(here)):
            text = text.replace(f"{MARK}{number}{MARK}", "")
        (project / path).write_text(text, encoding="utf-8")
    for path, fault in STRAYS.items():
        (project / path).parent.mkdir(exist_ok=True)
        (project / path).write_text("name: Somebody\n", encoding="utf-8")
        expected.append(fault)
    return expected


def cmpgen(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cmpgen", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def fingerprint(folder: Path) -> str:
    """One hash over every path and byte below a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        whole.update(f"{path.relative_to(folder)}\n".encode())
        if path.is_file():
            whole.update(path.read_bytes())
    return whole.hexdigest()


def test_thirty_faults_in_ten_files_are_all_found_in_one_run(tmp_path: Path, example_site: Path) -> None:
    project, output = tmp_path / "project", tmp_path / "site"
    for folder in ("questionnaires", "candidates", "content"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copytree(example_site, output)
    expected = plant(project)
    site_before = fingerprint(output)

    checked = cmpgen("check", "--project", str(project))
    built = cmpgen("build", "--project", str(project), "--output", str(output))

    heads = [line for line in checked.stdout.splitlines() if ": error[" in line]
    found = [f"{place} {rest.partition(']')[0]}" for place, _, rest in (line.partition(": error[") for line in heads)]
    assert len(expected) == len({each.code for each in PLANTS}) + len(STRAYS) == 30
    assert len({each.path for each in PLANTS}) == 10
    assert sorted(found) == sorted(expected)
    assert checked.returncode == built.returncode == 1
    assert "Traceback" not in checked.stderr + built.stderr
    assert fingerprint(output) == site_before
