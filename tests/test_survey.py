"""What `cmpgen report` counts, on small elections whose numbers can be counted by hand."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from cmpgen import checks, report
from cmpgen.cli import cli
from cmpgen.compile import compile_project
from cmpgen.scores.balance import Balance
from cmpgen.survey import WORDING, Replied, Survey, as_json, survey
from tests.helpers import DEMO, ROOT
from tests.riverland import BO, FILES

OPTIONS = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")


def surveyed(files: dict[str, str], id_: str) -> Survey:
    compiled, found = compile_project(files)
    (each,) = [each for each in compiled.elections if each.election.id == id_]
    return survey(each.election, each.contests, found)


def answering(*rows: str) -> dict[str, str]:
    """DEMO with questions a, b and c on one topic, and a candidate for each row of options' numbers; - is no answer."""
    questions = "".join(f"- id: {id_}\n  topic: transport\n  text: {id_}.\n" for id_ in "abc")
    files = {**DEMO, "questionnaires/demo/questions.yaml": questions}
    for number, row in enumerate(rows):
        answers = "".join(
            f"  {id_}: {OPTIONS[int(each)]}\n" for id_, each in zip("abc", row, strict=True) if each != "-"
        )
        files[f"candidates/demo/north/p{number}.yaml"] = f"name: P{number}\nreply: answered\nanswers:\n{answers}"
    return files


def test_replies_are_counted_among_those_who_stand() -> None:
    told = surveyed(FILES, "trial-2027")

    assert (told.candidates, told.withdrawn, told.reply_rate) == (4, 1, 50)
    assert told.replies == {"answered": 2, "declined": 1, "no-reply": 1}
    assert told.constituencies == (Replied("north-bank", 3, 1, 33), Replied("south-bank", 1, 1, 100))


def test_a_position_no_position_a_remark_and_nothing_are_told_apart() -> None:
    told = {each.question: each for each in surveyed(FILES, "trial-2027").questions}

    wolves = told["wolves"]
    assert (wolves.asked, wolves.positions, wolves.no_position, wolves.remarks, wolves.absent) == (3, 0, 1, 1, 1)
    assert (wolves.answer_rate, wolves.no_position_rate, wolves.neutral_rate) == (33, 33, None)
    assert (told["first-act"].positions, told["first-act"].divides) == (1, None)
    assert (told["new-stadium"].asked, told["new-stadium"].constituency) == (3, "north-bank")
    assert told["free-buses"].asked == 4


def test_a_comment_answers_a_question_in_words() -> None:
    bo = f"{BO}  first-act:\n    comment: Open the doors.\n    source:\n      kind: candidate\n"
    files = {**FILES, "candidates/trial-2027/north-bank/bo-ek.yaml": bo}

    told = {each.question: each for each in surveyed(files, "trial-2027").questions}["first-act"]

    assert (told.positions, told.remarks, told.absent) == (2, 0, 2)


def test_neutral_is_a_position_and_its_share_is_of_positions() -> None:
    told = {each.question: each for each in surveyed(answering("2--", "4--", "0--", "2--", "---"), "demo").questions}

    assert (told["a"].positions, told["a"].neutral, told["a"].neutral_rate, told["a"].answer_rate) == (4, 2, 50, 80)
    assert told["a"].divides == 75
    assert (told["b"].neutral_rate, told["b"].divides) == (None, None)


def test_questions_that_are_always_answered_alike_or_opposite_are_named() -> None:
    rows = ["042", "132", "222", "312", "402", "042", "132", "222"]

    told = surveyed(answering(*rows), "demo")

    assert [(each.first, each.second, each.together, each.correlation) for each in told.pairs] == [("a", "b", 8, -100)]
    assert told.topics == (Balance("transport", 0, 1),)


def test_a_correlation_is_printed_as_one_and_every_column_of_numbers_has_its_head() -> None:
    rows = ["042", "132", "222", "312", "402", "042", "132", "222"]

    told = report.survey(surveyed(answering(*rows), "demo"))

    pairs, topics = told.partition("pairs of questions")[2].partition("balance of topics")[::2]
    assert "%" not in pairs + topics.partition("warning")[0]
    assert pairs.splitlines()[1:3] == [
        "correlation  answered both  questions",
        "      -1.00              8  a, b",
    ]
    assert topics.splitlines()[1:3] == [
        "same way  opposite ways  topic",
        "       0              1  transport",
    ]


def test_too_few_together_are_not_compared() -> None:
    assert surveyed(answering("042", "132", "222", "312"), "demo").pairs == ()


def test_a_topic_whose_questions_all_go_one_way_is_pointed_out() -> None:
    rows = ["000", "111", "222", "333", "444", "001", "112", "223"] * 2

    told = surveyed(answering(*rows), "demo")

    assert told.topics == (Balance("transport", 3, 0, ("a", "b", "c")),)
    assert "turn one of them round" in report.survey(told)


def test_warnings_about_questions_are_among_what_is_told() -> None:
    files = {**DEMO, "questionnaires/demo/questions.yaml": "- id: a\n  text: Buses and trams should be free.\n"}

    told = surveyed(files, "demo")

    assert [each.code for each in told.warnings] == ["two-thoughts"]
    assert "joins two things" in report.survey(told)
    assert as_json(told)["warnings"][0]["facts"] == {"phrase": "and"}


@pytest.mark.parametrize("code", WORDING)
def test_every_code_of_wording_is_one_of_ours_and_a_warning(code: str) -> None:
    assert checks.BY_CODE[code].SEVERITY == "warning"


def test_the_command_prints_text_for_people_and_json_for_programs() -> None:
    place = ["report", "--election", "riverland-2027", "--project", str(ROOT)]

    for_people = CliRunner().invoke(cli, place)
    for_programs = CliRunner().invoke(cli, [*place, "--format", "json"])

    assert for_people.exit_code == 0 and "65 % answered in person" in for_people.output
    told = json.loads(for_programs.output)
    assert (told["candidates"], told["replies"]["answered"]) == (26, 17)
    assert {each["question"] for each in told["questions"]} >= {"free-buses", "harbour-tax"}


def test_a_name_that_no_election_has_is_a_wrong_command_line() -> None:
    told = CliRunner().invoke(cli, ["report", "--election", "riverland-2028", "--project", str(ROOT)])

    assert told.exit_code == 2 and "Did you mean 'riverland-2027'?" in told.output
