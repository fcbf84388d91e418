"""T-tab: foreign tables and a voter's answers; T-tab-13 to 23 wait for an importer of XLSX.

T-tab-11 and 12, which need two commands, are in tests/hostile/test_hostile.py.
"""

from __future__ import annotations

from tests.hostile.cases import IMPORT, MATCH, MORE, Case, Files, refused

QUESTIONS = "question_id,scope,topic,text,language,scale_options,type,info\nq1,national,,Free buses?,en,yes|no,yesno,\n"
CANDIDATES = "candidate_id,name,party,constituency_id,constituency_name\nada,Ada Obi,River Party,n,North\n"
ANSWERS = "candidate_id,question_id,value,label,comment\nada,q1,yes,,\n"

WAITING = {f"T-tab-{number}": "an importer of XLSX" for number in range(13, 24)}
"""Cases that have nothing to be tried on yet, and what they wait for."""


def tables(**files: str | bytes) -> Files:
    """Three sound tables, and these in their places."""
    sound: dict[str, str | bytes] = {"questions": QUESTIONS, "candidates": CANDIDATES, "answers": ANSWERS}
    return {f"tables/{name}.csv": text for name, text in {**sound, **files}.items()}


def imported(id_: str, files: Files, *faults: str) -> Case:
    """`cmpgen import tidy` reads these tables."""
    return refused(id_, files, *faults, command=IMPORT)


def asked(id_: str, text: str, *faults: str) -> Case:
    """`cmpgen match` reads these answers."""
    return refused(id_, {"mine.json": text}, *faults, command=MATCH)


CASES = [
    imported("T-tab-01", tables(answers=ANSWERS + 'ada,q1,yes,,"never closed\n'), "answers.csv:3:13 unclosed-cell"),
    imported("T-tab-02", tables(answers=ANSWERS + f"ada,q1,yes,,{'x' * 131_073}\n"), "answers.csv:3:13 cell-too-long"),
    imported("T-tab-03", tables(answers=ANSWERS.replace(",", ";")), "answers.csv:1:1 wrong-delimiter"),
    imported(
        "T-tab-04",
        tables(answers=ANSWERS.replace("comment", "comment,label").replace("yes,,", "yes,,,")),
        "answers.csv:1:46 duplicate-column",
    ),
    imported("T-tab-05", tables(answers=ANSWERS + "ada,q1\n"), "answers.csv:3:1 row-length"),
    imported("T-tab-06", tables(answers=ANSWERS + "ada,q1,yes,,,,\n"), "answers.csv:3:14 row-length"),
    imported("T-tab-07", tables(answers=ANSWERS + "ada,q1,yes,,a\x00b\n"), "answers.csv:3:14 forbidden-character"),
    imported(
        "T-tab-08",
        tables(answers=ANSWERS.encode("utf-16")),
        "answers.csv:1:1 not-utf-8",
    ),
    Case("T-tab-09", tables(answers=b"\xef\xbb\xbf" + ANSWERS.encode()), command=IMPORT),
    imported(
        "T-tab-06 a million times",
        tables(answers=ANSWERS + "ada,q1,yes,,x\n" * 1_000_000),
        "answers.csv:400002:1 too-many-rows",
    ),
    imported(
        "T-tab-05 in every row",
        tables(answers=ANSWERS + "ada,q1\n" * 100_000),
        "answers.csv:3:1 row-length",
        "answers.csv:1002:1 too-many-faults",
        MORE,
    ),
    Case(
        "T-tab-10",
        tables(answers=ANSWERS.replace("yes,,", "yes,,=cmd|' /C calc'!A0")),
        command=IMPORT,
        shown={"tables/north/ada-obi/index.html": "=cmd|' /C calc'!A0"},
    ),
    asked("T-tab-24", '{"answers": {"free-buses": "agree", "free-buses": "disagree"}}', "mine.json:1:37 duplicate-key"),
    asked("T-tab-24 of objects", '{"answers": {}, "answers": {"free-buses": "agree"}}', "mine.json:1:17 duplicate-key"),
    asked("T-tab-25", '{"answers": {"free-buses": NaN}}', "mine.json:1:28 unknown-option"),
    asked(
        "T-tab-25 as a weight",
        '{"answers": {"free-buses": "agree"}, "weights": {"free-buses": NaN}}',
        "mine.json:1:64 unknown-value",
    ),
    asked(
        "T-tab-26",
        '{"answers": {"free-buses": "agree"}, "weights": {"free-buses": 1e999}}',
        "mine.json:1:64 unknown-value",
    ),
    asked("T-tab-27", '{"answers": ' * 100_000, "mine.json:1:385 too-deep"),
    asked("T-tab-27 of lists", "[" * 100_000 + "]" * 100_000, "mine.json:1:33 too-deep"),
    asked(
        "T-tab-28",
        '{"answers": {"free-buses": "agree"}, "weights": {"free-buses": 12345678901234567890}}',
        "mine.json:1:64 unknown-value",
    ),
    # Answers may be YAML too, in which such a comma is usual; nothing is lost by it.
    Case("T-tab-29", {"mine.json": '{"answers": {"free-buses": "agree",}, }'}, command=MATCH),
    asked("T-tab-30", '{"answers": {"free-buses": "\\ud800"}}', "mine.json:1:29 bad-escape"),
]
