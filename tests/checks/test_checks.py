"""Every code that judges shape, place or meaning: what it catches, where, and in which words.

Faults of syntax are in tests/test_yamltree.py, those of importers in tests/importers/.
"""

from __future__ import annotations

import pytest

from cmpgen import checks, report
from cmpgen.compile import compile_project
from tests.helpers import DEMO, ELECTION, QUESTIONS, check

E = "questionnaires/demo/election.yaml"
Q = "questionnaires/demo/questions.yaml"
N = "questionnaires/demo/constituencies/north.yaml"
ADA = "candidates/demo/north/ada.yaml"


def ada(*lines: str, reply: str = "answered") -> dict[str, str]:
    """Ada's file: her name at line 1, her reply at line 2, then `lines`."""
    return {ADA: "\n".join(["name: Ada Obi", f"reply: {reply}", *lines, ""])}


def answering(*lines: str, reply: str = "answered") -> dict[str, str]:
    """Ada's file with `lines` from line 4 on, below `answers:`."""
    return ada("answers:", *(f"  {line}" for line in lines), reply=reply)


def election(line: str, instead: str = "") -> dict[str, str]:
    """DEMO's election.yaml with a line added at its end, or in place of the line that begins with `instead`."""
    if not instead:
        return {E: f"{ELECTION}{line}\n"}
    lines = [line if each.startswith(instead) else each for each in ELECTION.splitlines()]
    return {E: "\n".join([*lines, ""])}


def options(number: int, with_values: bool = False) -> str:
    """This many options, as lines of a list."""
    return "".join(
        f"    - id: o{n}\n      label: O{n}\n" + (f"      value: {n}\n" if with_values else "") for n in range(number)
    )


LAST = len(ELECTION.splitlines()) + 1
QUESTION = len(QUESTIONS.splitlines()) + 1

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    # places and names
    "bad-id": ({"candidates/demo/north/Ada_Obi.yaml": "name: Ada\n"}, ["candidates/demo/north/Ada_Obi.yaml:1:1"]),
    "bad-id in a file": (election("  River_Party:\n    name: R"), [f"{E}:{LAST}:3"]),
    "wrong-folder": ({"candidates/demo/ada.yaml": "name: Ada\n"}, ["candidates/demo/ada.yaml:1:1"]),
    "wrong-ending": ({"candidates/demo/north/ada.yml": "name: Ada\n"}, ["candidates/demo/north/ada.yml:1:1"]),
    "stray-file": ({"questionnaires/demo/notes.docx": ""}, ["questionnaires/demo/notes.docx:1:1"]),
    "not-a-candidate": ({"candidates/demo/north/ada.yaml~": ""}, ["candidates/demo/north/ada.yaml~:1:1"]),
    "missing-file": ({"questionnaires/other/questions.yaml": "[]\n"}, ["questionnaires/other/election.yaml:1:1"]),
    "unknown-election": ({"candidates/dmeo/north/ada.yaml": "name: Ada\n"}, ["candidates/dmeo:1:1"]),
    "unknown-constituency": ({"candidates/demo/nroth/ada.yaml": "name: Ada\n"}, ["candidates/demo/nroth:1:1"]),
    # shape
    "missing-field": ({ADA: "reply: declined\n"}, [f"{ADA}:1:1"]),
    "missing-field of an option": (
        {Q: f"{QUESTIONS}    - label: Neither\n"},
        [f"{Q}:{QUESTION}:7"],
    ),
    "unknown-field": (ada("anwsers:", "  free-buses: agree"), [f"{ADA}:3:1"]),
    "wrong-shape": (ada("answers: agree"), [f"{ADA}:3:10"]),
    "misplaced-field": (
        {Q: "- id: free-buses\n  text: Free?\n  options:\n    - id: a\n      label: A\n"},
        [f"{Q}:3:3"],
    ),
    "unknown-value": ({ADA: "name: Ada\nreply: answerd\n"}, [f"{ADA}:2:8"]),
    "too-long": ({ADA: f"name: {'A' * 301}\n"}, [f"{ADA}:1:7"]),
    "bad-number": (ada("ballot: 1_000", "answers:", "  free-buses: agree"), [f"{ADA}:3:9"]),
    "bad-percentage": (election("method:\n  minimum-shared: -5%"), [f"{E}:{LAST + 1}:19"]),
    "bad-date": (election("date: 2027-02-30", "date:"), [f"{E}:2:7"]),
    "bad-link": (election("site: javascript:alert(1)", "site:"), [f"{E}:7:7"]),
    "bad-address": (election("contact: hello at example.org", "contact:"), [f"{E}:5:10"]),
    "bad-wikidata": (ada("wikidata: q1", "answers:", "  free-buses: agree"), [f"{ADA}:3:11"]),
    "bad-photo-name": (ada("photo: ../ada.jpg", "credit: Ben", "answers:", "  free-buses: agree"), [f"{ADA}:3:8"]),
    "unknown-scale": (election("scale: agree-6"), [f"{E}:{LAST}:8"]),
    # the questionnaire
    "duplicate-id": ({Q: f"{QUESTIONS}- id: free-buses\n  text: Free?\n"}, [f"{Q}:{QUESTION}:7"]),
    "duplicate-id of a local question": (
        {N: "name: North\nquestions:\n  - id: free-buses\n    text: Free?\n    evidence: https://example.org/\n"},
        [f"{N}:3:9"],
    ),
    "reserved-id": ({"candidates/demo/north/quiz.yaml": "name: Jo Quiz\n"}, ["candidates/demo/north/quiz.yaml:1:1"]),
    "unknown-topic": ({Q: "- id: free-buses\n  text: Free?\n  topic: trnsport\n"}, [f"{Q}:3:10"]),
    "unknown-region": ({N: "name: North\nregion: uplnads\n"}, [f"{N}:2:9"]),
    "unknown-place": ({Q: "- id: free-buses\n  text: Free?\n  asked-in: [uplnads]\n"}, [f"{Q}:3:14"]),
    "unknown-language": ({Q: "- id: free-buses\n  text:\n    en: Free?\n    fre: Gratuit ?\n"}, [f"{Q}:4:5"]),
    "missing-translation": (
        {E: ELECTION.replace("[en]", "[en, fr]"), Q: "[]\n", N: "name: N\n"},
        [f"{E}:1:1", f"{E}:9:3"],
    ),
    "too-few-options": (
        {Q: "- id: tongue\n  type: choice\n  text: Which?\n  options:\n    - id: a\n      label: A\n"},
        [f"{Q}:4:3"],
    ),
    "too-many-options": (
        {Q: "- id: tongue\n  type: choice\n  text: Which?\n  options:\n" + options(101)},
        [f"{Q}:4:3"],
    ),
    "too-many-options of a scale": (
        election("scales:\n  fine:\n" + options(101, with_values=True)),
        [f"{E}:{LAST + 1}:3"],
    ),
    "mixed-scripts": (election("publisher: D\u0435mo", "publisher:"), [f"{E}:4:12"]),
    "insecure-link": (election("site: http://demo.example.org", "site:"), [f"{E}:7:7"]),
    "confusable-link": (election("site: https://xn--80ak6aa92e.com", "site:"), [f"{E}:7:7"]),
    "ambiguous-option": ({Q: QUESTIONS.replace("label: Both", "label: riverish")}, [f"{Q}:11:14"]),
    "reserved-option": ({Q: QUESTIONS.replace("id: both", "id: no-position")}, [f"{Q}:10:7"]),
    "scale-order": (
        election(f"scales:\n  odd:\n{options(2, with_values=True)}".replace("value: 0", "value: 1")),
        [f"{E}:{LAST + 7}:14"],
    ),
    "scale-too-fine": (
        {
            **election(
                f"scales:\n  odd:\n{options(2, with_values=True)}"
                "    - id: c\n      label: C\n      value: 999999937\nmethod:\n  metric: euclidean"
            ),
            Q: "- id: free-buses\n  scale: odd\n  text: Free?\n",
        },
        [f"{E}:1:1"],
    ),
    "missing-evidence": (
        {N: "name: North\nquestions:\n  - id: new-stadium\n    text: The council should pay for the new stadium.\n"},
        [f"{N}:3:5"],
    ),
    "unsourced-background": ({Q: "- id: free-buses\n  text: Free?\n  for: |\n    It is cheap.\n"}, [f"{Q}:3:3"]),
    "two-thoughts": ({Q: "- id: a\n  text: Buses and trams should be free.\n"}, [f"{Q}:2:3"]),
    "negated-wording": ({Q: "- id: a\n  text:\n    en: Buses shouldn't be free.\n"}, [f"{Q}:3:5"]),
    "quantified-wording": ({Q: "- id: a\n  text: The town spends too much on roads.\n"}, [f"{Q}:2:3"]),
    "leading-wording": ({Q: "- id: a\n  text: The wasteful stadium should close.\n"}, [f"{Q}:2:3"]),
    "long-wording": ({Q: f"- id: a\n  text: {'word ' * 26}\n"}, [f"{Q}:2:3"]),
    "recommended-field": (election("", "publisher:"), [f"{E}:1:1"]),
    "map-out-of-date": (
        {
            "questionnaires/demo/map.yaml": "candidates: 9\naxes:\n  x:\n    reach: 1\n  y:\n    reach: 1\n"
            "questions:\n  old-buses:\n    x: 9\n"
        },
        ["questionnaires/demo/map.yaml:7:1"],
    ),
    # the candidates
    "unknown-question": (answering("free-busses: agree"), [f"{ADA}:4:3"]),
    "foreign-question": (
        {"candidates/demo/south/jo.yaml": "name: Jo\nreply: answered\nanswers:\n  new-stadium: agree\n"},
        ["candidates/demo/south/jo.yaml:4:3"],
    ),
    "unknown-option": (answering("free-buses: agre"), [f"{ADA}:4:15"]),
    "cut-off": (
        {
            Q: "- id: free-buses\n  scale: yes-no\n  text: Free?\n",
            ADA: "name: Ada\nreply: answered\nanswers:\n  free-buses: no",
        },
        [f"{ADA}:4:15"],
    ),
    "cut-off within a mapping": (
        {
            Q: "- id: free-buses\n  scale: yes-no\n  text: Free?\n",
            ADA: "name: Ada\r\nreply: answered\r\nanswers:\r\n  free-buses:\r\n    position: No ",
        },
        [f"{ADA}:5:15"],
    ),
    "cut-off of a scale": (
        {E: f"{ELECTION}scales:\n  odd:\n{options(2, with_values=True)}".rstrip()},
        [f"{E}:{LAST + 7}:14"],
    ),
    "unknown-party": (ada("party: river-praty", "answers:", "  free-buses: agree"), [f"{ADA}:3:8"]),
    "missing-source": (answering("free-buses: agree", reply="no-reply"), [f"{ADA}:4:3"]),
    "source-without-link": (
        answering("free-buses:", "  position: agree", "  source:", "    kind: press", reply="no-reply"),
        [f"{ADA}:6:5"],
    ),
    "comment-too-long": (
        {**election("comment-limit: 3"), **answering("free-buses:", "  position: agree", "  comment: four")},
        [f"{ADA}:6:5"],
    ),
    "bad-photo": (
        {
            **ada("photo: ada.svg", "credit: Ben", "answers:", "  free-buses: agree"),
            "candidates/demo/north/ada.svg": "<svg/>",
        },
        [f"{ADA}:3:8"],
    ),
    "unused-photo": ({"candidates/demo/north/ada.jpg": ""}, ["candidates/demo/north/ada.jpg:1:1"]),
    "missing-photo": (ada("photo: ada.jpg", "credit: Ben", "answers:", "  free-buses: agree"), [f"{ADA}:3:8"]),
    "missing-credit": (
        {**ada("photo: ada.jpg", "answers:", "  free-buses: agree"), "candidates/demo/north/ada.jpg": ""},
        [f"{ADA}:3:8"],
    ),
    "mixed-scripts of a candidate": ({ADA: "name: J\u043ehn Obi\n"}, [f"{ADA}:1:7"]),
    "insecure-link of a candidate": (
        {ADA: "name: Ada\nlinks:\n  website: http://example.org/\n"},
        [f"{ADA}:3:12"],
    ),
    "confusable-link of a source": (
        answering(
            "free-buses:",
            "  position: agree",
            "  source:",
            "    kind: press",
            "    url: https://\u0430\u0440\u0440\u04cf\u0435.com/",
        ),
        [f"{ADA}:8:12"],
    ),
    "confusable-names": (
        {ADA: "name: Ada Obi\n", "candidates/demo/north/jo.yaml": "name: \u0410\u0501\u0430 Obi\n"},
        ["candidates/demo/north/jo.yaml:1:7"],
    ),
    "same-name": (
        {ADA: "name: Ada Obi\n", "candidates/demo/north/jo.yaml": "name: ADA  Obi\n"},
        ["candidates/demo/north/jo.yaml:1:7"],
    ),
    "duplicate-value": (ada("party: [river-party, river-party]", "answers:", "  free-buses: agree"), [f"{ADA}:3:22"]),
    "duplicate-value of a place": (
        {Q: "- id: free-buses\n  text: Free?\n  asked-in:\n    - uplands\n    - uplands\n"},
        [f"{Q}:5:7"],
    ),
    "unlikely-date": (
        ada("replied: 2037-04-02", "contacted:", "  2028-05-08: email", "answers:", "  free-buses: agree"),
        [f"{ADA}:3:10", f"{ADA}:5:3"],
    ),
    "unlikely-date of a source": (
        answering(
            "free-buses:",
            "  position: agree",
            "  source:",
            "    kind: press",
            "    url: https://example.org/",
            "    date: 2072-03-11",
        ),
        [f"{ADA}:9:13"],
    ),
    "unlikely-date for answers": (election("answers-due: 2027-05-07"), [f"{E}:{LAST}:14"]),
    "bad-language": (election("languages: English", "languages:"), [f"{E}:3:12"]),
    "bad-language of two in one text": (election("languages: en, fr", "languages:"), [f"{E}:3:12"]),
    "shared-ballot-place": (
        {
            "candidates/demo/north/ada.yaml": "name: Ada\nballot: 1\n",
            "candidates/demo/north/jo.yaml": "name: Jo\nballot: 1\n",
        },
        ["candidates/demo/north/jo.yaml:2:9"],
    ),
    "answered-nothing": (ada("answers:"), [f"{ADA}:2:8"]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_reported_once_where_it_is_written(case: str) -> None:
    files, places = CASES[case]

    check(files, expect=[f"{place} {case.split()[0]}" for place in places])


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_in_words_that_name_it_and_say_what_to_do(case: str) -> None:
    files, _ = CASES[case]

    _, found = compile_project({**DEMO, **files})

    for each in found:
        message, hint = report.message(each), report.hint(each)
        assert (not message.endswith(".") and message[0] in "'\"0123456789") or message[0].islower(), message
        assert hint.endswith((".", "?")) and hint[0].isupper(), hint
        assert "''" not in message + hint, "a blank was left empty"


def test_the_small_election_has_no_faults() -> None:
    check({}, expect=[])


@pytest.mark.parametrize("path", [E, Q, N, ADA])
def test_a_file_that_could_not_be_read_adds_no_fault_to_that_one(path: str) -> None:
    texts = {**DEMO, **answering("free-buses: agree", "new-stadium: agree")}
    del texts[path]

    _, found = compile_project(texts, [path])

    assert found == []


@pytest.mark.parametrize("code", sorted(checks.BY_CODE))
def test_a_page_explains_its_code_with_a_bad_and_a_good_example(code: str) -> None:
    page = checks.BY_CODE[code].__doc__ or ""

    assert "Bad:" in page and "Good:" in page
    assert page.splitlines()[0].endswith(".")


def test_every_check_of_meaning_has_a_case_here() -> None:
    meaning = {each.CODE for each in checks.CHECKS if hasattr(each, "check_election") or hasattr(each, "check_contest")}

    # A text whose default language is absent is reported by `missing-language`, tested below with its neighbours.
    assert meaning - {case.split()[0] for case in CASES} == {"missing-language"}


def test_a_text_without_the_default_language_is_an_error_and_no_missing_translation() -> None:
    question = "- id: free-buses\n  text:\n    fr: Gratuit ?\n"
    files = {E: ELECTION.replace("[en]", "[en, fr]"), Q: question, N: "name: N\n"}

    _, found = compile_project({**DEMO, **files})

    assert [f"{each.where} {each.code}" for each in found if each.where.path == Q] == [f"{Q}:2:3 missing-language"]


@pytest.mark.parametrize("end", ["agree", "no-position", "disagree  ", "strongly-agree\n", "agree # sure"])
def test_a_file_without_a_last_line_end_is_no_fault_where_its_last_word_is_whole(end: str) -> None:
    check({ADA: f"name: Ada\nreply: answered\nanswers:\n  free-buses: {end}"}, expect=[])


def told(files: dict[str, str], without: str = "") -> list[str]:
    """Every fault of the small election with these files and without one, as 'place code'."""
    texts = {path: text for path, text in {**DEMO, **files}.items() if path != without}
    return [f"{each.where} {each.code}" for each in compile_project(texts)[1]]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        *(("agre", "agree"), ("stongly agree", "strongly-agree"), ("Strongly_Agree", "strongly-agree")),
        *(("noposition", "no-position"), ("niether agree nor disagree", "")),
        *((word, "") for word in ("not agree", "dont-agree", "rather agree", "unsure", "agree/neutral", "on", "yes")),
    ],
)
def test_a_hint_never_proposes_another_position_than_the_one_that_was_typed(word: str, near: str) -> None:
    _, found = compile_project({**DEMO, **answering(f"free-buses: {word}")})

    assert [dict(each.facts)["nearest"] for each in found if each.code == "unknown-option"] == [near]


def test_the_answers_that_are_possible_are_listed_with_their_labels() -> None:
    _, found = compile_project({**DEMO, **answering("school-language: all")})

    expected = "The answers are: river, both, no-position. Their labels will do too: Riverish, Both."
    assert report.hint(found[0]) == expected


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Ada_Obi", "'Ada_Obi' cannot be an id: it has a capital letter. Did you mean 'ada-obi.yaml'?"),
        ("jürg-müller", "character U+00FC LATIN SMALL LETTER U WITH DIAERESIS. Did you mean 'jurg-muller.yaml'?"),
        ("\u0430da", "it has the character U+0430 CYRILLIC SMALL LETTER A. Did you mean 'ada.yaml'?"),
        ("con", "'con' cannot be an id: Windows keeps this name for a device. Use small"),
        ("a--b", "hyphens stand one at a time, between letters or digits. Did you mean 'a-b.yaml'?"),
        ("a" * 65, "it has more than 64 characters. Use small"),
        ("a b", "it has the character ' '. Did you mean 'a-b.yaml'?"),
    ],
)
def test_the_name_of_a_file_that_cannot_be_an_id_is_told_why_and_how_to_call_it(name: str, says: str) -> None:
    _, found = compile_project({**DEMO, f"candidates/demo/north/{name}.yaml": "name: Ada\n"})

    (fault,) = [each for each in found if each.code == "bad-id"]
    assert says in f"{report.message(fault)}. {report.hint(fault)}"


@pytest.mark.parametrize("name", ["bob.yaml.txt", "bob.yml", "bob.YAML", "bob.txt"])
def test_a_file_with_a_wrong_ending_is_told_the_right_one(name: str) -> None:
    _, found = compile_project({**DEMO, f"candidates/demo/north/{name}": "name: Bob\n"})

    assert [dict(each.facts).get("expected") for each in found if each.code == "wrong-ending"] == ["bob.yaml"]


@pytest.mark.parametrize("election_file", ["", "- a\n", "title: Demo\ndate: 2027-05-06\n"])
def test_where_the_languages_are_not_known_no_text_is_in_an_unknown_one(election_file: str) -> None:
    question = "- id: free-buses\n  text:\n    en: Free?\n    fr: Gratuit ?\n"

    codes = [each.partition(" ")[2] for each in told({E: election_file, Q: question, **answering("free-buses: agree")})]

    assert not {"unknown-language", "missing-language", "missing-translation", "unknown-question"} & {*codes}
    assert codes


def test_without_questions_yaml_that_file_is_missing_and_every_answer_is_not_unknown() -> None:
    other = ADA.replace("north/ada", "south/jo")
    files = {**answering("free-buses: agree", "new-stadium: agree"), other: "name: Jo\nreply: answered\n"}
    files[other] += "answers:\n  free-buses: agree\n  school-language: both\n"

    assert told(files, without=Q) == [f"{Q}:1:1 missing-file"]


def test_an_election_without_national_questions_needs_no_file_for_them() -> None:
    assert told(answering("new-stadium: agree"), without=Q) == []


@pytest.mark.parametrize(
    ("questions", "fault"),
    [
        ("- id: Free_Buses\n  text: Free?\n", "bad-id"),
        ("- text: Free?\n", "missing-field"),
        ("- id: trams\n  text: Free?\n  id: free-buses\n  text: Free?\n", "missing-hyphen"),
        ("- id: trams\n  text: Free?\n- id: trams\n  text: Free?\n", "duplicate-id"),
    ],
)
def test_a_faulty_id_of_a_question_is_one_fault_however_many_answer_it(questions: str, fault: str) -> None:
    codes = [each.partition(" ")[2] for each in told({Q: questions, **answering("free-buses: agree")})]

    assert codes == [fault]


def test_a_slip_in_an_answer_is_still_reported_beside_a_faulty_id() -> None:
    questions = "- id: Trams\n  text: Free?\n- id: free-buses\n  text: Free?\n"

    assert f"{ADA}:4:3 unknown-question" in told({Q: questions, **answering("free-busses: agree")})


def test_a_link_in_prose_that_leads_nowhere_is_reported_and_does_not_vanish() -> None:
    question = "- id: free-buses\n  text: Free?\n  evidence: https://e.org/\n  for:\n    en: See [this](report.pdf).\n"
    funding = election("funding: Told [here](/fr/money/), [there](https://e.org/), by [mail](mailto:a@e.org).")

    assert told({Q: question, **funding}) == [f"{E}:{LAST}:1 bad-link", f"{Q}:5:5 bad-link"]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (ada("answers:", "  - free-buses: agree"), "Remove the hyphens: below 'answers'"),
        (answering("free-buses:", "  position: agree", "  source: https://e.org/"), "'url: https://…'"),
        ({Q: "id: free-buses\ntext: Free?\n"}, "Compare it with another file of this kind"),
        (ada("answers: agree"), "Look at how the other files write 'answers'"),
    ],
)
def test_a_wrong_shape_is_told_what_to_do_in_its_own_case(files: dict[str, str], says: str) -> None:
    _, found = compile_project({**DEMO, **files})

    assert says in next(report.hint(each) for each in found if each.code == "wrong-shape")


def test_a_reply_that_was_refused_brings_no_missing_sources() -> None:
    assert told(answering("free-buses: agree", reply="replied-kindly")) == [f"{ADA}:2:8 unknown-value"]


def test_capitals_of_the_words_that_a_field_knows_are_forgiven() -> None:
    assert told(answering("free-buses: agree", reply="Answered")) == []
