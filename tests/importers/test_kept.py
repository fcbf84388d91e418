"""An import never changes what is there: it adds, goes on using ids, and tells what a file lacks."""

from __future__ import annotations

from cmpgen.diagnostics import Diagnostic
from cmpgen.importers.kept import keep
from tests.importers.test_tidy import ADA, BUSES, FOLDER, JO, STADIUM, run, told

ANSWERS = "c-1,buses,no,,No money\nc-1,stadium,4,,\nc-2,buses,yes,,\n"
ADA_PATH = "candidates/demo/north-bank/ada-obi.yaml"


def facts(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(each.code, str(dict(each.facts)["field"])) for each in found]


def test_a_hand_edit_is_kept_and_told() -> None:
    before, _ = run(answers=ANSWERS)
    edited = before[ADA_PATH].replace("stadium: 4", "stadium: 5").replace("No money", "No money!")

    new, found = run(answers=ANSWERS, existing={**before, ADA_PATH: edited})

    assert new == {}
    assert told(found) == [f"{ADA_PATH}:9:14 kept-as-it-is", f"{ADA_PATH}:11:12 kept-as-it-is"]
    assert dict(found[1].facts) == {"field": "answers.stadium", "kept": "5", "offered": "4"}


def test_only_what_is_new_is_written_and_what_a_file_lacks_is_told() -> None:
    before, _ = run(BUSES, ADA, "c-1,buses,no,,No money\n")

    new, found = run(BUSES + STADIUM, ADA + JO, ANSWERS, existing=before)

    assert sorted(new) == ["candidates/demo/south-bank/jo-lim.yaml", f"{FOLDER}/constituencies/south-bank.yaml"]
    assert facts(found) == [
        ("not-added", "answers.stadium"),
        ("not-added", "questions"),
        ("not-added", "scales"),
    ]


def test_new_questions_say_their_scale_where_the_election_has_another() -> None:
    before, _ = run(STADIUM, ADA, no_position=())
    other = {**before, f"{FOLDER}/election.yaml": "title: Demo\ndate: 2027-05-06\nlanguages: [en]\n"}

    for existing, scale in ((before, "yes-no"), (other, "yes-no")):
        new, _ = run(BUSES, ADA, existing=existing)

        assert f"  scale: {scale}\n" in new[f"{FOLDER}/questions.yaml"]


def test_files_that_say_the_same_in_another_way_are_not_mentioned() -> None:
    before, _ = run(answers=ANSWERS)
    rewritten = {
        **before,
        ADA_PATH: "# Checked by Jo.\nname:   'Ada Obi'\nballot: 3\nparty: river-party\nreply: answered\n"
        "source-id: c-1\n"
        "answers:\n  stadium:\n    position: 4\n    comment: Added by hand.\n"
        "  buses:\n    position: no\n    comment: No money\n",
        f"{FOLDER}/questions.yaml": "- id: by-hand\n  text: Why?\n" + before[f"{FOLDER}/questions.yaml"],
    }

    new, found = run(answers=ANSWERS, existing=rewritten)

    assert (new, found) == ({}, [])


def test_what_was_renamed_or_moved_by_hand_keeps_its_new_name() -> None:
    before, _ = run(answers=ANSWERS)
    renamed = {
        f"{FOLDER}/election.yaml": before[f"{FOLDER}/election.yaml"].replace("river-party:", "rivers:"),
        f"{FOLDER}/questions.yaml": before[f"{FOLDER}/questions.yaml"].replace("id: buses", "id: free-buses", 1),
        f"{FOLDER}/constituencies/north.yaml": before[f"{FOLDER}/constituencies/north-bank.yaml"],
        f"{FOLDER}/constituencies/south-bank.yaml": before[f"{FOLDER}/constituencies/south-bank.yaml"],
        "candidates/demo/south-bank/lim.yaml": before["candidates/demo/south-bank/jo-lim.yaml"].replace(
            "  buses", "  free-buses"
        ),
    }

    new, found = run(answers=ANSWERS, existing=renamed)

    assert found == []
    assert list(new) == ["candidates/demo/north/ada-obi.yaml"]
    assert "party: rivers\n" in new["candidates/demo/north/ada-obi.yaml"]
    assert "  free-buses:\n" in new["candidates/demo/north/ada-obi.yaml"]


def test_someone_else_of_the_same_name_is_another_candidate() -> None:
    before, _ = run(BUSES, ADA)

    new, found = run(BUSES, ADA.replace("c-1", "c-7"), existing=before)

    assert len(new) == 1
    assert all(path.startswith("candidates/demo/north-bank/ada-obi-") for path in new)
    assert found == []


def test_a_file_that_was_written_by_hand_is_taken_for_the_same_candidate() -> None:
    before, _ = run(BUSES, ADA)

    new, found = run(BUSES, ADA, existing={**before, ADA_PATH: "name: Ada Obi\nparty: river-party\nreply: declined\n"})

    assert new == {}
    assert facts(found) == [("not-added", "source-id"), ("kept-as-it-is", "reply")]


def test_texts_are_marked_with_their_language_where_the_election_has_another() -> None:
    before, _ = run(BUSES, ADA)
    french = {**before, f"{FOLDER}/election.yaml": "title: Démo\ndate: 2027-05-06\nlanguages:\n  - fr\n  - en\n"}

    new, _ = run(BUSES, JO, "c-2,buses,no,,No money\n", language="en", existing=french)

    assert "    comment:\n      en: |-\n        No money\n" in new["candidates/demo/south-bank/jo-lim.yaml"]


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    new, found = keep({"a.yaml": "name: Ada\n"}, {"a.yaml": "name: [Ada\n"})

    assert (new, found) == ({}, [])


def test_an_election_that_exists_needs_neither_title_nor_date_again() -> None:
    before, _ = run(title="Riverland")

    new, found = run(existing=before, date=None, title=None)

    assert (new, found) == ({}, [])
