"""The tidy form becomes an election, and all that has no place in it is told."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmpgen import checks, report
from cmpgen.compile import compile_project
from cmpgen.diagnostics import Diagnostic
from cmpgen.importers.tables import MOST_FAULTS
from cmpgen.importers.tidy import COLUMNS, NAMES, import_tidy
from cmpgen.layout import schema_line
from cmpgen.yamltree import read
from tests.helpers import least_seconds, shared_folder

QUESTIONS = "question_id,scope,topic,text,language,scale_options,type,info\n"
CANDIDATES = "candidate_id,name,party,constituency_id,constituency_name\n"
ANSWERS = "candidate_id,question_id,value,label,comment\n"
BUSES = "buses,national,Transport,Buses should be free.,en,yes|no|dont_know,yesno,Today a ticket costs money.\n"
STADIUM = "stadium,7,,Build the stadium?,en,1|2|4|5,likert,\n"
ADA = "c-1,Ada Obi,River Party,7,North Bank\n"
JO = "c-2,Jo Lim,,8,South Bank\n"
FOLDER = "questionnaires/demo"


def run(
    questions: str = BUSES + STADIUM,
    candidates: str = ADA + JO,
    answers: str = "",
    existing: Mapping[str, str] | None = None,
    **options: Any,
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Import these rows; the headers are added."""
    sources = {
        "in/questions.csv": QUESTIONS + questions,
        "in/candidates.csv": CANDIDATES + candidates,
        "in/answers.csv": ANSWERS + answers,
    }
    settings = {"title": None, "date": "2027-05-06", "language": None, "no_position": ["dont_know"], **options}
    return import_tidy(sources, "demo", existing=existing or {}, **settings)


def told(found: Sequence[Diagnostic]) -> list[str]:
    return [f"{each.where} {each.code}" for each in found]


def plain(files: Mapping[str, str], path: str) -> Any:
    tree, found = read(path, files[path])
    assert found == []
    assert tree is not None
    return tree.plain()


def test_an_election_is_written_as_people_would_write_it() -> None:
    files, found = run(
        answers='c-1,buses,no,No,"Who pays?\nNot me: no."\nc-1,stadium,4,4,\nc-2,buses,dont_know,?,\n',
        title="Riverland",
    )

    headings = {path: text.splitlines(keepends=True)[0] for path, text in files.items()}
    assert headings == {path: f"# {schema_line(path)}\n" for path in files}
    assert {path: text.removeprefix(headings[path]) for path, text in files.items()} == {
        f"{FOLDER}/election.yaml": (
            "format: 1\ntitle: Riverland\ndate: 2027-05-06\nlanguages:\n  - en\nscale: 1-2-4-5\n"
            "scales:\n  1-2-4-5:\n"
            "    - id: 1\n      label: 1\n      value: 1\n    - id: 2\n      label: 2\n      value: 2\n"
            "    - id: 4\n      label: 4\n      value: 4\n    - id: 5\n      label: 5\n      value: 5\n"
            "topics:\n  transport: Transport\nparties:\n  river-party:\n    name: River Party\n"
        ),
        f"{FOLDER}/questions.yaml": (
            "- id: buses\n  scale: yes-no\n  topic: transport\n  text: Buses should be free.\n"
            "  background: |-\n    Today a ticket costs money.\n  source-id: buses\n"
        ),
        f"{FOLDER}/constituencies/north-bank.yaml": (
            "name: North Bank\nsource-id: 7\nquestions:\n"
            "  - id: stadium\n    text: Build the stadium?\n    source-id: stadium\n"
        ),
        f"{FOLDER}/constituencies/south-bank.yaml": "name: South Bank\nsource-id: 8\n",
        "candidates/demo/north-bank/ada-obi.yaml": (
            "name: Ada Obi\nparty: river-party\nreply: answered\nsource-id: c-1\nanswers:\n"
            "  buses:\n    position: no\n    comment: |-\n      Who pays?\n      Not me: no.\n  stadium: 4\n"
        ),
        "candidates/demo/south-bank/jo-lim.yaml": (
            "name: Jo Lim\nreply: answered\nsource-id: c-2\nanswers:\n  buses: no-position\n"
        ),
    }
    assert told(found) == ["in/answers.csv:5:21 label-not-kept"]
    assert dict(found[0].facts) == {"labels": "'?' for 'dont_know'"}


def test_what_is_imported_is_valid() -> None:
    files, _ = run(answers="c-1,buses,no,,\nc-1,stadium,4,,Later\nc-2,buses,,,A remark\n")

    _, found = compile_project(files)

    # A remark alone is no reply, so nobody knows whether it is the candidate's own.
    assert {each.code for each in found} == {"recommended-field", "unsourced-comment"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", ("unknown", None)),
        ("c-1,buses,yes,,\n", ("answered", {"buses": "yes"})),
        ("c-1,buses,dont_know,,\n", ("answered", {"buses": "no-position"})),
        ("c-1,buses,,,A remark\n", ("unknown", {"buses": {"comment": "A remark"}})),
        ("c-1,buses,dont_know,,Hm\n", ("answered", {"buses": {"position": "no-position", "comment": "Hm"}})),
        ("c-1,stadium,5,,\nc-1,buses,no,,\n", ("answered", {"buses": "no", "stadium": "5"})),
    ],
)
def test_a_position_no_position_and_a_remark_are_told_apart(rows: str, expected: tuple[str, object]) -> None:
    files, found = run(answers=rows)

    candidate = plain(files, "candidates/demo/north-bank/ada-obi.yaml")
    assert (candidate["reply"], candidate.get("answers")) == expected
    assert found == []


def test_a_name_in_several_lines_is_imported_on_one_and_an_id_as_it_is() -> None:
    files, found = run(candidates='"c\n1","Ada\n Obi",River Party,7,North Bank\n')

    candidate = plain(files, "candidates/demo/north-bank/ada-obi.yaml")
    assert (candidate["name"], candidate["source-id"]) == ("Ada Obi", "c\n1")
    assert not any(checks.is_error(each) for each in [*found, *compile_project(files)[1]])


def test_answers_stand_in_the_order_of_the_questions() -> None:
    files, _ = run(answers="c-1,stadium,5,,\nc-1,buses,no,,\n")

    assert list(plain(files, "candidates/demo/north-bank/ada-obi.yaml")["answers"]) == ["buses", "stadium"]


def test_types_of_questions_become_ours() -> None:
    rows = (
        "q1,national,,Which?,en,river|hill=Hilly|no way,choice,\n"
        "q2,national,,Which of them?,en,a|b,choices,\n"
        "q3,national,,Why?,en,,text,\n"
        "q4,national,,How?,en,Agree|Neutral|Disagree,likert,\n"
        "q5,national,,And?,en,low|high,likert,\n"
    )
    rows_of_ada = "c-1,q1,no way,,\nc-1,q2,b|a,,\nc-1,q3,Because.,,\nc-1,q4,Agree,,\nc-1,q5,low,,\n"

    files, found = run(rows, answers=rows_of_ada, no_position=())

    questions = {each["id"]: each for each in plain(files, f"{FOLDER}/questions.yaml")}
    assert questions["q1"]["options"] == [
        {"id": "river", "label": "river"},
        {"id": "hill", "label": "Hilly"},
        {"id": "no-way", "label": "no way"},
    ]
    assert {id_: (each.get("type"), each.get("scale")) for id_, each in questions.items()} == {
        "q1": ("choice", None),
        "q2": ("text", None),
        "q3": ("text", None),
        "q4": (None, None),
        "q5": (None, "low-high"),
    }
    assert plain(files, "candidates/demo/north-bank/ada-obi.yaml")["answers"] == {
        "q1": "no-way",
        "q2": "b|a",
        "q3": "Because.",
        "q4": "agree",
        "q5": "low",
    }
    assert told(found) == ["in/questions.csv:3:36 choices-as-text"]
    assert not any(checks.is_error(each) for each in compile_project(files)[1])


def test_an_option_takes_the_one_label_that_its_answers_give() -> None:
    files, found = run(
        "q1,national,,How?,en,1|2=Fair|3,likert,\nq2,national,,Who?,en,x|y,choice,\n",
        answers="c-1,q1,1,Bad,\nc-2,q1,3,Good,\nc-1,q2,x,Ex,\nc-2,q2,x,Eks,\n",
        no_position=(),
    )

    labels = [each["label"] for each in plain(files, f"{FOLDER}/election.yaml")["scales"]["1-2-3"]]
    assert labels == ["Bad", "Fair", "Good"]
    assert [each["label"] for each in plain(files, f"{FOLDER}/questions.yaml")[1]["options"]] == ["x", "y"]
    assert [dict(each.facts) for each in found] == [{"labels": "'Eks' for 'x', 'Ex' for 'x'"}]


def test_labels_that_turn_a_built_in_scale_round_are_published_as_they_are() -> None:
    by_options, _ = run("q1,national,,Buses?,en,yes=No|no=Yes,yesno,\n", answers="c-1,q1,yes,,\n", no_position=())
    by_answers, _ = run("q1,national,,Buses?,en,yes|no,yesno,\n", answers="c-1,q1,yes,No,\n", no_position=())

    for files in (by_options, by_answers):
        (scale,) = plain(files, f"{FOLDER}/election.yaml")["scales"].values()
        assert scale[0] == {"id": "yes", "label": "No", "value": "1"}


def test_labels_of_options_that_no_file_holds_are_told() -> None:
    files, found = run(
        "q1,national,,Buses?,fr,yes=Oui|no=Nope|dont_know=Dunno,yesno,\n"
        "q2,national,,Which?,fr,a=Ay|b=Bee,choices,\n"
        "q3,national,,How?,fr,1=Bad|2=Good,likert,\n"
        "q4,national,,Who?,fr,a=|a=Ay,choice,\n",
        catalogues={"fr": {"Yes": "Oui"}},
    )

    assert [(str(each.where), dict(each.facts)) for each in found if each.code == "label-not-kept"] == [
        ("in/questions.csv:2:24", {"labels": "'Ay' for 'a', 'Bee' for 'b', 'Dunno' for 'dont_know', 'Nope' for 'no'"})
    ]
    assert plain(files, f"{FOLDER}/questions.yaml")[0]["id"] == "q1"


def test_a_question_in_another_language_is_marked_with_it() -> None:
    files, _ = run(
        "q1,national,Doprava,Proč?,cs,a|b,choice,Tak.\nq2,national,,Why?,en,yes|no,yesno,\nq3,national,,Jak?,cs,málo|moc,likert,\n",
        answers="c-1,q2,yes,,So\n",
        language="en",
    )

    assert plain(files, f"{FOLDER}/election.yaml")["languages"] == ["en", "cs"]
    assert plain(files, f"{FOLDER}/election.yaml")["topics"] == {"doprava": {"cs": "Doprava"}}
    assert plain(files, f"{FOLDER}/election.yaml")["scales"]["malo-moc"][0]["label"] == {"cs": "málo"}
    first, second, _ = plain(files, f"{FOLDER}/questions.yaml")
    assert (first["text"], first["background"]) == ({"cs": "Proč?"}, {"cs": "Tak."})
    assert first["options"] == [{"id": "a", "label": {"cs": "a"}}, {"id": "b", "label": {"cs": "b"}}]
    assert second["text"] == "Why?"


def test_two_people_of_one_name_and_two_places_of_one_name_stay_two() -> None:
    files, found = run(
        BUSES,
        "a,Jan Novák,X,60,Brno - město\nb,Jan Novak,X,60,Brno - město\n"
        "c,Jan Novák,Y,58,Brno - město\nd,Quiz,X + Y,9,Ay\n",
    )

    def digits(source: str) -> str:
        return hashlib.sha256(source.encode()).hexdigest()[:8]

    assert {path for path in files if path.startswith("candidates")} == {
        f"candidates/demo/brno-mesto-{digits('60')}/jan-novak-{digits('a')}.yaml",
        f"candidates/demo/brno-mesto-{digits('60')}/jan-novak-{digits('b')}.yaml",
        f"candidates/demo/brno-mesto-{digits('58')}/jan-novak.yaml",
        f"candidates/demo/ay-{digits('9')}/quiz-{digits('d')}.yaml",
    }
    parties = {id_: each["name"] for id_, each in plain(files, f"{FOLDER}/election.yaml")["parties"].items()}
    assert parties == {"x": "X", "x-y": "X + Y", "y": "Y"}
    assert found == []
    assert not any(checks.is_error(each) for each in compile_project(files)[1])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"answers": "c-9,buses,yes,,so\n"}, ["in/answers.csv:2:1 unplaced-answer"]),
        ({"answers": "c-1,bus,yes,,so\n"}, ["in/answers.csv:2:5 unplaced-answer"]),
        ({"answers": "c-2,stadium,4,,so\n"}, ["in/answers.csv:2:5 answer-not-asked"]),
        ({"answers": "c-1,buses,Yes,,\n"}, ["in/answers.csv:2:11 value-not-offered"]),
        ({"answers": 'c-1,buses,no,,"a\nb"\nc-1,stadium,3,,\n'}, ["in/answers.csv:4:13 value-not-offered"]),
        ({"answers": "c-1,buses,,,\n"}, ["in/answers.csv:2:11 empty-answer"]),
        ({"answers": "c-1,buses,,Yes,\n"}, ["in/answers.csv:2:12 label-without-value"]),
        ({"answers": "c-1,buses,no,,\nc-1,buses,no,,\n"}, ["in/answers.csv:3:5 duplicate-row"]),
        ({"answers": ",buses,no,,\n"}, ["in/answers.csv:2:1 missing-cell"]),
        ({"candidates": ADA + "c-3,,,7,North Bank\n"}, ["in/candidates.csv:3:5 missing-cell"]),
        ({"candidates": ADA + "c-3,Al Ba,,7,Northbank\n"}, ["in/candidates.csv:3:14 two-names"]),
        ({"candidates": ADA + ADA}, ["in/candidates.csv:3:1 duplicate-row"]),
        ({"questions": BUSES + BUSES}, ["in/questions.csv:3:1 duplicate-row"]),
        ({"questions": "q,9,,Why?,en,yes|no,yesno,\n"}, ["in/questions.csv:2:3 unknown-scope"]),
        ({"questions": "q,national,,Why?,en,yes|no,boolean,\n"}, ["in/questions.csv:2:28 unknown-type"]),
        ({"questions": "q,national,,Why?,en,yes|yes,yesno,\n"}, ["in/questions.csv:2:21 unclear-option"]),
        ({"questions": "q,national,,Why?,en,a|b|no-position,likert,\n"}, ["in/questions.csv:2:21 reserved-option"]),
        ({"questions": "q,national,,Why?,en,yes|dont_know,yesno,\n"}, ["in/questions.csv:2:21 too-few-options"]),
        ({"questions": "q,national,,Why?,en,yes|no|maybe,yesno,\n"}, ["in/questions.csv:2:21 yes-no-options"]),
        ({"questions": "q,national,,Why?,en,1|2|maybe,likert,\n"}, ["in/questions.csv:2:21 scale-spacing"]),
        ({"questions": "q,national,,Why?,english,yes|no,yesno,\n"}, ["in/questions.csv:2:18 unknown-language"]),
        ({"no_position": ["dont_know", "dontknow"]}, ["in/questions.csv:1:39 unused-no-position"]),
        ({"date": None}, [f"{FOLDER}/election.yaml:1:1 missing-option"]),
        ({"date": "6 May"}, [f"{FOLDER}/election.yaml:1:1 bad-date"]),
        ({"title": "a\x00"}, [f"{FOLDER}/election.yaml:1:1 forbidden-character"]),
        ({"language": "English"}, [f"{FOLDER}/election.yaml:1:1 unknown-language"]),
        (
            {"questions": BUSES + STADIUM.replace(",en,", ",fr,")},
            [f"{FOLDER}/election.yaml:1:1 missing-option"],
        ),
    ],
)
def test_what_has_no_place_is_told_where_it_stands(rows: dict[str, Any], expected: list[str]) -> None:
    known = "dont_know" in rows.get("questions", BUSES)
    _, found = run(**{"no_position": ["dont_know"] if known else [], **rows})

    assert told(found) == expected
    assert report.text(found, {}).count("hint:") == len(expected)


def test_one_question_is_counted_as_one() -> None:
    rows = ["".join(f"{id_},national,,Why?,en,yes|no|maybe,yesno,\n" for id_ in ids) for ids in ("a", "ab")]

    one, two = (run(each, no_position=[])[1] for each in rows)

    assert report.message(one[0]).startswith("one yes-or-no question offers yes, no, maybe, ")
    assert report.message(two[0]).startswith("2 yes-or-no questions offer yes, no, maybe, ")


def test_an_answer_that_is_left_out_is_quoted() -> None:
    _, found = run(answers="c-2,stadium,4,,Far too dear\n")

    assert dict(found[0].facts) == {"question": "stadium", "value": "4", "comment": "Far too dear"}


def test_columns_that_are_not_imported_are_named_in_one_warning() -> None:
    sources = {
        "questions.csv": QUESTIONS.replace("\n", ",note\n") + BUSES.replace("\n", ",x\n"),
        "candidates.csv": CANDIDATES.replace("\n", ",motto,photo\n") + ADA.replace("\n", ",x,y\n"),
        "answers.csv": ANSWERS,
    }

    _, found = import_tidy(
        sources, "demo", title=None, date="2027-05-06", language=None, no_position=["dont_know"], existing={}
    )

    assert told(found) == ["questions.csv:1:63 other-columns"]
    assert dict(found[0].facts) == {"columns": "note (questions.csv); motto, photo (candidates.csv)"}


def test_all_columns_that_are_not_imported_are_named_however_many_there_are() -> None:
    names = [f"column-{number}" for number in range(100)]
    header = QUESTIONS.replace("\n", f",{','.join(names)}\n")
    sources = {"questions.csv": header, "candidates.csv": CANDIDATES, "answers.csv": ANSWERS}

    _, found = import_tidy(sources, "demo", title=None, date="2027-05-06", language="en", no_position=(), existing={})

    assert report.message(found[0]) == f"these columns are not imported: {', '.join(names)} (questions.csv)"


@pytest.mark.parametrize("name", NAMES)
def test_a_table_that_is_missing_or_broken_stops_the_import_and_the_others_are_still_read(name: str) -> None:
    sources = {each: ",".join(columns) + "\nx\n" for each, columns in COLUMNS.items() if each != name}

    files, found = import_tidy(sources, "demo", title=None, date=None, language=None, no_position=(), existing={})

    assert files == {}
    assert Counter(each.code for each in found) == {"missing-table": 1, "row-length": 2, "missing-option": 1}


@pytest.mark.parametrize(("election", "code"), [("Demo 2027", "bad-id"), ("../x", "bad-id"), ("fr", "reserved-id")])
def test_an_election_needs_an_id_of_its_own(election: str, code: str) -> None:
    sources = {name: ",".join(columns) + "\n" for name, columns in COLUMNS.items()}

    _, found = import_tidy(sources, election, title=None, date="2027-05-06", language="en", no_position=(), existing={})

    assert [each.code for each in found] == [code]


WORDS = st.sampled_from(
    ["", "a", "A", "1", "-1", "no-position", "national", "a|b", "1|2|b", "1=x|2=x", "a|a", "=", "é", "a b"]
)
CELLS = WORDS | st.text(st.characters(exclude_categories=["C"]), max_size=4) | st.just("x: #\n- 'y'")


def table(name: str) -> st.SearchStrategy[str]:
    """A table whose cells often agree with those of other tables."""
    fixed = {
        "scope": ["national", "7"],
        "type": ["yesno", "likert", "choice", "choices", "text", "x"],
        "language": ["", "en"],
    }
    row = [st.sampled_from(fixed[each]) if each in fixed else CELLS for each in COLUMNS[name]]

    def text(rows: list[tuple[str, ...]]) -> str:
        file = io.StringIO(newline="")
        csv.writer(file).writerows([COLUMNS[name], *rows])
        return file.getvalue()

    return st.lists(st.tuples(*row), max_size=4).map(text)


@settings(deadline=None)
@given(st.fixed_dictionaries({name: table(name) for name in NAMES}), st.lists(WORDS, max_size=2))
def test_no_tables_raise_and_every_answer_is_kept_or_told(sources: dict[str, str], no_position: list[str]) -> None:
    files, found = import_tidy(
        sources, "demo", title=None, date="2027-05-06", language="en", no_position=no_position, existing={}
    )

    again, nothing_new = import_tidy(
        sources, "demo", title=None, date="2027-05-06", language="en", no_position=no_position, existing=files
    )
    rows = list(csv.DictReader(io.StringIO(sources["answers.csv"], newline="")))
    kept = [plain(files, path).get("answers", {}) for path in files if path.startswith("candidates/")]
    of_answers = {
        each.where.line for each in found if each.where.path == "answers.csv" and each.code != "label-not-kept"
    }
    assert sum(map(len, kept)) + len(of_answers) >= len(rows)
    assert (again, nothing_new) == ({}, found)


# Real elections.

ELECTIONS = {"cz-senat-2022": (27, 179), "cz-obce-2022": (35, 387)}


def source_rows(name: str) -> dict[str, list[dict[str, str]]]:
    """The tables as a plain reader sees them."""
    folder = shared_folder("data", name)
    return {
        each: list(csv.DictReader(io.StringIO((folder / each).read_bytes().decode("utf-8"), newline="")))
        for each in NAMES
    }


@pytest.fixture(scope="module", params=sorted(ELECTIONS))
def real(request: pytest.FixtureRequest) -> tuple[str, dict[str, str], list[Diagnostic]]:
    name = str(request.param)
    folder = shared_folder("data", name)
    sources = {each: (folder / each).read_bytes().decode("utf-8") for each in NAMES}
    files, found = import_tidy(
        sources, name, title=None, date="2022-09-23", language=None, no_position=["dont_know"], existing={}
    )
    return name, files, found


Real = tuple[str, dict[str, str], list[Diagnostic]]


def test_a_real_election_is_valid(real: Real) -> None:
    name, files, found = real

    compiled, faults = compile_project(files)

    assert not any(checks.is_error(each) for each in [*found, *faults])
    assert [each.election.id for each in compiled.elections] == [name]
    assert (
        len(compiled.elections[0].contests),
        sum(len(each.candidates) for each in compiled.elections[0].contests),
    ) == (ELECTIONS[name])


def test_every_candidate_position_and_comment_of_a_real_election_is_kept_exactly(real: Real) -> None:
    name, files, found = real
    rows = source_rows(name)
    by_path = {path: plain(files, path) for path in files}
    constituencies = {
        PurePosixPath(path).stem: each
        for path, each in by_path.items()
        if PurePosixPath(path).parent.name == "constituencies"
    }
    election = by_path[f"questionnaires/{name}/election.yaml"]
    questions = [
        *by_path[f"questionnaires/{name}/questions.yaml"],
        *(question for each in constituencies.values() for question in each.get("questions", [])),
    ]
    source_ids = {each["id"]: each["source-id"] for each in questions}
    candidates: Counter[tuple[str, ...]] = Counter()
    answers: Counter[tuple[str, ...]] = Counter()
    for path, each in by_path.items():
        if path.startswith("candidates/"):
            place = constituencies[PurePosixPath(path).parent.name]
            party = election["parties"][each["party"]]["name"] if "party" in each else ""
            candidates[each["source-id"], each["name"], party, place["source-id"], place["name"]] += 1
            for question, answer in each.get("answers", {}).items():
                long = answer if isinstance(answer, dict) else {"position": answer}
                kept = (long.get("position", ""), long.get("comment", ""))
                answers[each["source-id"], source_ids[question], *kept] += 1

    # Both of these elections offer yes, no and dont_know, which become yes, no and no-position.
    meaning = {"yes": "yes", "no": "no", "dont_know": "no-position", "": ""}
    told_empty = {
        (facts["candidate"], facts["question"])
        for facts in (dict(each.facts) for each in found if each.code == "empty-answer")
    }
    expected = Counter(
        (row["candidate_id"], row["question_id"], meaning[row["value"]], row["comment"])
        for row in rows["answers.csv"]
        if (row["candidate_id"], row["question_id"]) not in told_empty
    )
    assert answers == expected
    assert all(
        not row["value"] + row["comment"]
        for row in rows["answers.csv"]
        if (row["candidate_id"], row["question_id"]) in told_empty
    )
    assert candidates == Counter(
        tuple(row[column] for column in COLUMNS["candidates.csv"]) for row in rows["candidates.csv"]
    )


def test_every_question_of_a_real_election_is_kept_exactly(real: Real) -> None:
    name, files, _ = real
    topics = plain(files, f"questionnaires/{name}/election.yaml")["topics"]
    kept: Counter[tuple[str, ...]] = Counter()
    for path in files:
        if path.startswith("questionnaires/") and not path.endswith("election.yaml"):
            here = plain(files, path)
            scope = here["source-id"] if isinstance(here, dict) else "national"
            for each in here.get("questions", []) if isinstance(here, dict) else here:
                topic = topics[each["topic"]] if "topic" in each else ""
                kept[each["source-id"], scope, topic, each["text"], each.get("background", "")] += 1

    columns = ("question_id", "scope", "topic", "text", "info")
    assert kept == Counter(tuple(row[column] for column in columns) for row in source_rows(name)["questions.csv"])


def test_a_real_election_imported_again_changes_nothing(real: Real) -> None:
    name, files, found = real
    folder = shared_folder("data", name)
    sources = {each: (folder / each).read_bytes().decode("utf-8") for each in NAMES}

    again, told_again = import_tidy(
        sources, name, title=None, date="2022-09-23", language=None, no_position=["dont_know"], existing=files
    )

    assert again == {}
    assert told_again == found


def test_an_import_with_more_faults_than_anybody_mends_ends_with_that() -> None:
    files, found = run(answers="c-1,buses,maybe,,\n" + "c-9,buses,yes,,\n" * 5_000)

    assert files == {}
    assert len(found) == MOST_FAULTS + 1
    assert [each.code for each in found].count("too-many-faults") == 1


def test_an_import_of_many_rows_takes_a_time_that_grows_with_them() -> None:
    def seconds(number: int) -> float:
        candidates = "".join(f"c{each},Jo {each},,7,North Bank\n" for each in range(number))
        answers = "".join(f"c{each},buses,yes,,\n" for each in range(number))
        return least_seconds(lambda: run(candidates=candidates, answers=answers), 0)

    assert seconds(8_000) < 8 * seconds(2_000)


@pytest.mark.parametrize(("rows", "more"), [(100, []), (101, [1]), (300, [200])])
def test_of_rows_without_an_answer_a_hundred_are_told_one_by_one_and_the_others_counted(
    rows: int, more: list[int]
) -> None:
    candidates = "".join(f"c{number},Jo {number},,7,North Bank\n" for number in range(rows))
    _, found = run(candidates=candidates, answers="".join(f"c{number},buses,,,\n" for number in range(rows)))

    lines = [each.where.line for each in found if each.code == "empty-answer"]
    assert lines == list(range(2, 102))
    others = [(each.where.line, dict(each.facts)) for each in found if each.code == "more-of-a-kind"]
    assert others == [(102, {"count": each, "kind": "empty-answer"}) for each in more]


def test_no_position_always_means_that() -> None:
    files, found = run(answers="c-1,buses,no-position,,\nc-1,stadium,no-position,,Hm\n")

    assert [each for each in told(found) if "value-not-offered" in each] == []
    assert plain(files, "candidates/demo/north-bank/ada-obi.yaml")["answers"] == {
        "buses": "no-position",
        "stadium": {"position": "no-position", "comment": "Hm"},
    }


OURS = {
    "in/candidates.csv": f"{CANDIDATES.rstrip()},reply,guarded\n{ADA.rstrip()},no-reply,\n",
    "in/answers.csv": f"{ANSWERS.rstrip()},source_kind,source_url,source_quote,source_date,guarded\n"
    "c-1,buses,no,,,press,https://example.org/,Never.,2027-03-11,\n",
}


def ours(**changed: str) -> tuple[dict[str, str], list[Diagnostic]]:
    """Import tables as `cmpgen export` writes them, with some words changed."""
    sources = {"in/questions.csv": f"{QUESTIONS}{BUSES}", **OURS}
    for old, new in changed.items():
        sources = {path: text.replace(old, new) for path, text in sources.items()}
    return import_tidy(
        sources, "demo", title=None, date="2027-05-06", language=None, no_position=["dont_know"], existing={}
    )


def test_what_volunteers_found_stays_so_in_tables_of_our_own() -> None:
    files, found = ours()

    assert found == []
    assert plain(files, "candidates/demo/north-bank/ada-obi.yaml") == {
        "name": "Ada Obi",
        "party": "river-party",
        "reply": "no-reply",
        "source-id": "c-1",
        "answers": {
            "buses": {
                "position": "no",
                "source": {"kind": "press", "url": "https://example.org/", "quote": "Never.", "date": "2027-03-11"},
            }
        },
    }


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"press": "rumour"}, "in/answers.csv:2:16 unknown-value"),
        ({"https://example.org/": "javascript:x"}, "in/answers.csv:2:22 bad-link"),
        ({"2027-03-11": "March"}, "in/answers.csv:2:50 bad-date"),
        ({"no-reply": "never"}, "in/candidates.csv:2:38 unknown-value"),
    ],
)
def test_odd_words_in_tables_of_our_own_are_faults(changed: dict[str, str], expected: str) -> None:
    _, found = ours(**changed)

    assert told(found) == [expected]


def test_a_comment_and_a_quote_of_tables_of_our_own_keep_their_language() -> None:
    header = "source_kind,source_url,source_quote,source_date,guarded\n"
    files, found = ours(**{
        header: header.replace("guarded", "comment_language,source_quote_language,guarded"),
        "c-1,buses,no,,,press,https://example.org/,Never.,2027-03-11,": (
            "c-1,buses,no,,Non.,press,https://example.org/,لا,2027-03-11,fr,ar,"
        ),
    })  # fmt: skip

    answer = plain(files, "candidates/demo/north-bank/ada-obi.yaml")["answers"]["buses"]
    assert (found, answer["comment"], answer["source"]["quote"]) == ([], {"fr": "Non."}, {"ar": "لا"})


def test_a_language_without_a_tag_is_a_fault_of_its_cell() -> None:
    _, found = ours(**{
        "source_date,guarded": "source_date,source_quote_language,guarded",
        "2027-03-11,": "2027-03-11,French,",
    })  # fmt: skip

    assert told(found) == ["in/answers.csv:2:61 unknown-language"]


def test_the_same_columns_of_other_tables_are_left_out_and_named() -> None:
    sources = {path: text.replace(",guarded\n", "\n").replace(",\n", "\n") for path, text in OURS.items()}
    sources["in/answers.csv"] = sources["in/answers.csv"].replace("press", "rumour")

    files, found = import_tidy(
        {"in/questions.csv": f"{QUESTIONS}{BUSES}", **sources},
        "demo", title=None, date="2027-05-06", language=None, no_position=["dont_know"], existing={},
    )  # fmt: skip

    assert [each.code for each in found] == ["other-columns"]
    assert plain(files, "candidates/demo/north-bank/ada-obi.yaml")["answers"] == {"buses": "no"}
