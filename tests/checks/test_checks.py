"""Every code that judges shape, place or meaning: what it catches, where, and in which words.

Faults of syntax are in tests/test_yamltree.py, those of importers in tests/importers/.
"""

from __future__ import annotations

import pytest

from cmpgen import checks, i18n, report
from cmpgen.compile import compile_project
from cmpgen.model import SAID
from cmpgen.shapes import ElectionShape
from tests.helpers import DEMO, ELECTION, NORTH, QUESTIONS, ROOT, check

E = "questionnaires/demo/election.yaml"
Q = "questionnaires/demo/questions.yaml"
N = "questionnaires/demo/constituencies/north.yaml"
ADA = "candidates/demo/north/ada.yaml"


def ada(*lines: str, reply: str = "answered", name: str = "Ada Obi") -> dict[str, str]:
    """Ada's file: her name at line 1, her reply at line 2, then `lines`."""
    return {ADA: "\n".join([f"name: {name}", f"reply: {reply}", *lines, ""])}


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


AXES = "candidates: 9\naxes:\n" + "".join(f"  {axis}:\n    variation: 400000\n    reach: 500000\n" for axis in "xy")
VOLUNTEER = ("  source:", "    kind: volunteer", "    url: https://example.org/debate")
OTHERS = {
    id_: {
        "election.yaml": ELECTION.replace("2027-05-06", f"{date}{closed}").replace("Demo\n", f"Demo {id_}\n", 1),
        "questions.yaml": "- id: a\n  text: A.\n",
    }
    for id_, date, closed in [
        ("last", "2040-05-06", "\nclosed: true"),
        ("later", "2029-05-08", ""),
        ("earlier", "2020-05-06", ""),
    ]
}
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
    "missing-field of a name of blanks": ({ADA: 'name: " "\nreply: declined\n'}, [f"{ADA}:1:1"]),
    "missing-field of a text of blanks in every language": (
        election('title:\n  en: " "', "title:"),
        [f"{E}:1:1"],
    ),
    "missing-field of languages of nothing": (election("languages: ['']", "languages:"), [f"{E}:1:1"]),
    "missing-field of a scale's value": (
        election(f"scales:\n  odd:\n{options(2, with_values=True)}".replace("      value: 1\n", "")),
        [f"{E}:{LAST + 5}:7"],
    ),
    "missing-field of an option": (
        {Q: f"{QUESTIONS}    - label: Neither\n"},
        [f"{Q}:{QUESTION}:7"],
    ),
    "missing-field of two options": (
        {Q: f"{QUESTIONS}    - label: Neither\n    - label: All\n"},
        [f"{Q}:{QUESTION}:7", f"{Q}:{QUESTION + 1}:7"],
    ),
    "unknown-field": (ada("anwsers:", "  free-buses: agree"), [f"{ADA}:3:1"]),
    "wrong-shape": (ada("answers: agree"), [f"{ADA}:3:10"]),
    "wrong-shape of a name of several lines": (
        {ADA: "name: |\n  Ada\n\n  Obi\n  Has withdrawn\nreply: declined\n"},
        [f"{ADA}:1:7"],
    ),
    "misplaced-field": (
        {Q: "- id: free-buses\n  text: Free?\n  options:\n    - id: a\n      label: A\n"},
        [f"{Q}:3:3"],
    ),
    "misplaced-field of a text": (
        {Q: "- id: free-buses\n  type: text\n  text: Free?\n  options:\n    - id: a\n      label: A\n"},
        [f"{Q}:4:3"],
    ),
    "unknown-field of an option that stands on no scale": (
        {Q: QUESTIONS.replace("      label: Both", "      label: Both\n      value: 1")},
        [f"{Q}:12:7"],
    ),
    "unknown-value": ({ADA: "name: Ada\nreply: answerd\n"}, [f"{ADA}:2:8"]),
    "too-long": ({ADA: f"name: {'A' * 301}\n"}, [f"{ADA}:1:7"]),
    "bad-number": (ada("ballot: 1_000", "answers:", "  free-buses: agree"), [f"{ADA}:3:9"]),
    "bad-percentage": (election("method:\n  minimum-shared: -5%"), [f"{E}:{LAST + 1}:19"]),
    "bad-date": (election("date: 2027-02-30", "date:"), [f"{E}:2:7"]),
    "bad-link": (election("site: javascript:alert(1)", "site:"), [f"{E}:7:7"]),
    "bad-link of a site that goes on": (election("site: https://demo.example.org/base/?q=1", "site:"), [f"{E}:7:7"]),
    "bad-link of a forge that goes on": (
        election("forge:\n  kind: github\n  url: https://github.com/a/b#readme"),
        [f"{E}:{LAST + 2}:8"],
    ),
    "bad-link of a site that goes up": (
        election("site: https://demo.example.org/ours/../theirs", "site:"),
        [f"{E}:7:7"],
    ),
    "bad-branch": (
        election("forge:\n  kind: github\n  url: https://github.com/a/b\n  branch: main/../../../../c/d/edit/main"),
        [f"{E}:{LAST + 3}:11"],
    ),
    "bad-reference": (
        {N: NORTH.replace("evidence: https://example.org/minutes", "based-on: Some words!")},
        [f"{N}:6:15"],
    ),
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
    "duplicate-id of an option": ({Q: QUESTIONS.replace("id: both", "id: river")}, [f"{Q}:10:11"]),
    "duplicate-id of an option of a scale": (
        election(f"scales:\n  odd:\n{options(2, with_values=True)}".replace("id: o1", "id: o0")),
        [f"{E}:{LAST + 5}:11"],
    ),
    "repeated-name": (election("  hill-party:\n    name: R\u00edver  party"), [f"{E}:{LAST + 1}:11"]),
    "repeated-name of a party that is none": (election("  hill-party:\n    name: No Party"), [f"{E}:{LAST + 1}:11"]),
    "repeated-name of a topic": (
        {E: ELECTION.replace("regions:", "  trams:\n    en: transport\nregions:")},
        [f"{E}:11:9"],
    ),
    "repeated-name of a region": ({E: ELECTION.replace("parties:", "  hills: The Uplands\nparties:")}, [f"{E}:12:10"]),
    "repeated-name of a constituency": (
        {"questionnaires/demo/constituencies/west.yaml": "name: South  Bank\n"},
        ["questionnaires/demo/constituencies/west.yaml:1:7"],
    ),
    "repeated-question": (
        {Q: f"{QUESTIONS}- id: buses\n  text: Buses should be free.\n  asked-in: [uplands]\n"},
        [f"{Q}:{QUESTION + 1}:9"],
    ),
    "repeated-question of a constituency": (
        {N: NORTH.replace("The council should pay for the new stadium.", "BUSES should be free.")},
        [f"{N}:5:11"],
    ),
    "reserved-id": ({"candidates/demo/north/quiz.yaml": "name: Jo Quiz\n"}, ["candidates/demo/north/quiz.yaml:1:1"]),
    "reserved-id of a scale": (
        election(f"scales:\n  agree-5:\n{options(2, with_values=True)}"),
        [f"{E}:{LAST + 1}:3"],
    ),
    "unknown-topic": ({Q: "- id: free-buses\n  text: Free?\n  topic: trnsport\n"}, [f"{Q}:3:10"]),
    "unknown-region": ({N: "name: North\nregion: uplnads\n"}, [f"{N}:2:9"]),
    "unknown-place": ({Q: "- id: free-buses\n  text: Free?\n  asked-in: [uplnads]\n"}, [f"{Q}:3:14"]),
    "unknown-language": ({Q: "- id: free-buses\n  text:\n    en: Free?\n    fre: Gratuit ?\n"}, [f"{Q}:4:5"]),
    "missing-translation": (
        {E: ELECTION.replace("[en]", "[en, fr]"), Q: "[]\n", N: "name: N\n"},
        [f"{E}:1:1", f"{E}:9:3"],
    ),
    "missing-translation of names that are given by language": (
        {
            E: ELECTION.replace("[en]", "[en, fr]")
            .replace("Demo\n", "{en: Demo, fr: Essai}\n", 1)
            .replace("transport: T", "transport:\n    fr: T\n    en: T")
            .replace("The Uplands", "{en: The Uplands}")
            .replace("River Party", "{en: River Party}"),
            Q: "[]\n",
            N: "name:\n  en: North Bank\n",
        },
        [f"{N}:1:1", f"{E}:13:3", f"{E}:16:5"],
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
    "too-many-parts": (
        {
            **election(f"scale: fine\nscales:\n  fine:\n{options(100, with_values=True)}".rstrip()),
            Q: "".join(f"- id: q{number}\n  text: Should bus {number} be free?\n" for number in range(600)),
        },
        [f"{E}:1:1"],
    ),
    "too-many-brackets": (
        {E: f"{ELECTION}funding: |\n  {'![' * 1001}\n"},
        [f"{E}:{LAST}:1"],
    ),
    "blank-letter": (ada("answers:", "  free-buses: agree", name="Ada\u3164Obi"), [f"{ADA}:1:7"]),
    "blank-letter in a label": (
        {Q: QUESTIONS.replace("label: Both", "label: Both\u2800")},
        [f"{Q}:11:14"],
    ),
    "missing-field of a name that nobody sees": (
        ada("answers:", "  free-buses: agree", name="\u3164\u00ad"),
        [f"{ADA}:1:7"],
    ),
    "confusable-options": (
        {Q: QUESTIONS + "    - id: none\n      label: Bo\u00adth\n"},
        [f"{Q}:13:14"],
    ),
    "confusable-options by a letter": (
        {Q: QUESTIONS + "    - id: none\n      label: B\u043eth\n"},
        [f"{Q}:13:14"],
    ),
    "confusable-options of a scale": (
        election(
            "scales:\n  own:\n    - id: a\n      label: Both\n      value: 1\n"
            "    - id: b\n      label: Both\u200b\n      value: 2"
        ),
        [f"{E}:{LAST + 6}:14"],
    ),
    "unknown-option that is struck through": (
        answering("free-buses: a\u0338g\u0338r\u0338e\u0338e\u0338"),
        [f"{ADA}:4:15"],
    ),
    "unknown-option of which one letter is struck through": (answering("free-buses: a\u0336gree"), [f"{ADA}:4:15"]),
    "mixed-scripts": (election("publisher: D\u0435mo", "publisher:"), [f"{E}:4:12"]),
    "insecure-link": (election("site: http://demo.example.org", "site:"), [f"{E}:7:7"]),
    "confusable-link": (election("site: https://xn--80ak6aa92e.com", "site:"), [f"{E}:7:7"]),
    "ambiguous-option": ({Q: QUESTIONS.replace("label: Both", "label: riverish")}, [f"{Q}:11:14"]),
    "ambiguous-option of an id": ({Q: QUESTIONS.replace("Riverish", "BOTH")}, [f"{Q}:10:11"]),
    "ambiguous-option of a scale that several questions use": (
        election(f"scale: odd\nscales:\n  odd:\n{options(2, with_values=True)}".replace("label: O1", "label: o0")),
        [f"{E}:{LAST + 7}:14"],
    ),
    "reserved-option of a scale that several questions use": (
        election(f"scale: odd\nscales:\n  odd:\n{options(2, with_values=True)}".replace("id: o1", "id: no-position")),
        [f"{E}:{LAST + 6}:7"],
    ),
    "reserved-option": ({Q: QUESTIONS.replace("id: both", "id: no-position")}, [f"{Q}:10:7"]),
    "reserved-option of a label": (
        {Q: QUESTIONS.replace("Riverish", "Sk\u0456p").replace("Both", "{en: No position.}")},
        [f"{Q}:9:14", f"{Q}:11:19"],
    ),
    "reserved-option of a label of a scale": (
        election(f"scales:\n  odd:\n{options(2, with_values=True)}".replace("label: O1", "label: NO ANSWER")),
        [f"{E}:{LAST + 6}:14"],
    ),
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
            "questionnaires/demo/map.yaml": f"{AXES}questions:\n  free-buses:\n    x: 1000000\n"
            "  old-buses:\n    y: 1000000\n"
        },
        ["questionnaires/demo/map.yaml:9:1"],
    ),
    "bad-map": (
        {"questionnaires/demo/map.yaml": f"{AXES}questions:\n  free-buses:\n    x: -1000000\n    y: 1000000\n"},
        ["questionnaires/demo/map.yaml:9:1"] * 2,
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
    "missing-source of a comment": (
        answering("free-buses:", "  comment: Hi there.", reply="not-asked"),
        [f"{ADA}:4:3"],
    ),
    "unsourced-comment": (answering("free-buses:", "  comment: Hi there.", reply="unknown"), [f"{ADA}:4:3"]),
    "source-without-link": (
        answering("free-buses:", "  position: agree", "  source:", "    kind: press", reply="no-reply"),
        [f"{ADA}:6:5"],
    ),
    "source-without-link of words": (
        {
            Q: f"{QUESTIONS}- id: why\n  type: text\n  text: Why?\n",
            **answering(
                "free-buses:",
                "  comment: Hm.",
                "  source:",
                "    kind: manifesto",
                "why:",
                "  position: Hm.",
                "  source:",
                "    kind: vote",
                "school-language:",
                "  comment: Hm.",
                "  source:",
                "    kind: candidate",
                reply="no-reply",
            ),
        },
        [f"{ADA}:6:5", f"{ADA}:10:5"],
    ),
    "words-of-volunteers": (
        answering("free-buses:", "  comment: Hm.", "  source:", "    kind: volunteer"),
        [f"{ADA}:7:13"],
    ),
    "words-of-volunteers beside a position": (
        answering("free-buses:", "  position: agree", "  comment: Hm.", *VOLUNTEER, reply="no-reply"),
        [f"{ADA}:8:13"],
    ),
    "words-of-volunteers to questions in words": (
        {
            Q: "- id: why\n  type: text\n  text: Why?\n- id: how\n  type: text\n  text: How?\n"
            "- id: who\n  type: text\n  text: Who?\n",
            **answering(
                "why:",
                "  position: Hm.",
                *VOLUNTEER,
                "how:",
                "  comment: Hm.",
                *VOLUNTEER,
                "who:",
                *VOLUNTEER,
                "    quote: Hm.",
                reply="no-reply",
            ),
        },
        [f"{ADA}:7:13", f"{ADA}:12:13", f"{ADA}:16:13"],
    ),
    "comment-too-long": (
        {**election("comment-limit: 3"), **answering("free-buses:", "  position: agree", "  comment: four")},
        [f"{ADA}:6:5"],
    ),
    "comment-too-long of an answer in words": (
        {
            **election("comment-limit: 3"),
            Q: "- id: why\n  type: text\n  text: Why?\n- id: how\n  type: text\n  text: How?\n",
            **answering("why: four", "how:", "  position: |", "    four", "  comment: two"),
        },
        [f"{ADA}:4:3", f"{ADA}:6:5"],
    ),
    "comment-too-long in two languages": (
        {
            **election("comment-limit: 3"),
            **answering(
                "free-buses:", "  position: agree", "  comment:", "    en: four", "    de: vier", "    fr: non"
            ),
        },
        [f"{ADA}:7:7", f"{ADA}:8:7"],
    ),
    "comment-too-long of a quote": (
        {
            **election("comment-limit: 3"),
            **answering(
                "free-buses:", "  position: agree", "  source:", "    kind: press", "    quote: four", reply="no-reply"
            ),
        },
        [f"{ADA}:8:7"],
    ),
    "comment-too-long of a quote where comments have no limit": (
        answering(
            "free-buses:",
            "  position: agree",
            "  source:",
            "    kind: press",
            f"    quote: {'ha ' * 1_333}ha",
            "new-stadium:",
            "  position: agree",
            "  source:",
            "    kind: press",
            f"    quote: {'ha ' * 1_333}h",
            reply="no-reply",
        ),
        [f"{ADA}:8:7"],
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
    "wordy-name": (
        {ADA: 'name: Ada Obi\nlinks:\n  website: https://a.example\n  "site (old, vote Jo)": https://b.example\n'},
        [f"{ADA}:4:3"],
    ),
    "wordy-name of many letters": (
        {ADA: f"name: Ada Obi\nlinks:\n  a{'b' * 29}: https://a.example\n  a{'b' * 30}: https://b.example\n"},
        [f"{ADA}:4:3"],
    ),
    "wordy-name of a contact": (
        ada("contacted:", "  2027-03-20: email, phone", '  2027-03-28: "letter: she withdraws"', reply="no-reply"),
        [f"{ADA}:5:15"],
    ),
    "shared-photo": (
        {
            ADA: "name: Ada Obi\nphoto: ada.jpg\ncredit: Ben\n",
            "candidates/demo/north/jo.yaml": "name: Jo Lim\nphoto: ada.jpg\ncredit: Ben\n",
            "candidates/demo/north/ada.jpg": "",
            "candidates/demo/south/ada.yaml": "name: Ada Om\nphoto: ada.jpg\ncredit: Ben\n",
            "candidates/demo/south/ada.jpg": "",
        },
        ["candidates/demo/north/jo.yaml:2:8"],
    ),
    "missing-credit": (
        {**ada("photo: ada.jpg", "answers:", "  free-buses: agree"), "candidates/demo/north/ada.jpg": ""},
        [f"{ADA}:3:8"],
    ),
    "mixed-scripts of a candidate": ({ADA: "name: J\u043ehn Obi\n"}, [f"{ADA}:1:7"]),
    "mixed-scripts of any script": ({ADA: "name: \ua4eeda \ua4f3bi\n"}, [f"{ADA}:1:7"]),
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
    "odd-name": ({ADA: "name: \U0001d5d4da Obi\n"}, [f"{ADA}:1:7"]),
    "odd-name with a picture": ({ADA: "name: Ada Obi \u2705\n"}, [f"{ADA}:1:7"]),
    "odd-name of a party": (election("  hill-party:\n    name: Hill Party \u2605"), [f"{E}:{LAST + 1}:11"]),
    "odd-name that is struck through": ({ADA: "name: A\u0336d\u0336a\u0336 Obi\n"}, [f"{ADA}:1:7"]),
    "odd-name that says who has withdrawn": ({ADA: "name: Ada Obi (Has withdrawn)\n"}, [f"{ADA}:1:7"]),
    "odd-name that says so in one word": ({ADA: "name: Ada Obi [withdrawn]\n"}, [f"{ADA}:1:7"]),
    "odd-name that says so without brackets": ({ADA: "name: Ada Obi has withdrawn\n"}, [f"{ADA}:1:7"]),
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
    "unlikely-date beside another election": (
        {f"questionnaires/{id_}/{name}": text for id_, texts in OTHERS.items() for name, text in texts.items()},
        ["questionnaires/earlier/election.yaml:2:7"],
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
    "contradictory-reply": (
        ada("replied: 2027-04-02", "contacted:", "  2027-03-20: email", reply="not-asked"),
        [f"{ADA}:3:1", f"{ADA}:4:1"],
    ),
    "contradictory-reply that never came": (ada("replied: 2027-04-02", reply="no-reply"), [f"{ADA}:3:1"]),
    "contradictory-reply of whoever was not reached": (ada("replied: 2027-04-02", reply="unreachable"), [f"{ADA}:3:1"]),
    "contradictory-reply that nobody wrote down": (ada("replied: 2027-04-02", reply="unknown"), [f"{ADA}:3:1"]),
    "answered-nothing": (ada("answers:"), [f"{ADA}:2:8"]),
    "empty-answer": (
        answering("free-buses:", "  source:", "    kind: press", "    url: https://example.org/", reply="no-reply"),
        [f"{ADA}:5:5"],
    ),
    "empty-answer of a quote": (
        answering("free-buses:", "  source:", "    kind: press", "    quote: I like buses.", reply="no-reply"),
        [f"{ADA}:5:5"],
    ),
    # names that nothing follows
    "missing-colon between braces": (
        answering("free-buses: {position: agree, comment: yes, but not in town}"),
        [f"{ADA}:4:47"],
    ),
    "missing-colon of all between braces": (answering("free-buses: {agree, but only in town}"), [f"{ADA}:4:16"]),
    "missing-colon of a known name": (
        answering("free-buses: {position: agree, comment: yes, source}"),
        [f"{ADA}:4:47"],
    ),
    "missing-colon in a comment": (
        answering("free-buses:", "  position: agree", "  comment: {see my website}"),
        [f"{ADA}:6:15"],
    ),
    "missing-colon in a comment of one word": (
        answering("free-buses:", "  position: agree", "  comment: {yes}"),
        [f"{ADA}:6:15"],
    ),
    "missing-colon in a title": (election("title: {Demo, the second}", "title:"), [f"{E}:1:9"]),
    "missing-colon of topics": (
        {E: ELECTION.replace("topics:\n  transport: Transport", "topics: {transport, housing}")},
        [f"{E}:8:10"],
    ),
    "colon-in-text at its end": (
        answering("free-buses:", "  position: agree", "  comment:", "    My remark here:"),
        [f"{ADA}:7:7"],
    ),
    "unknown-language of a comment without words": (
        answering("free-buses:", "  position: agree", "  comment:", "    no:"),
        [f"{ADA}:7:7"],
    ),
    "unknown-field in an answer": (answering("free-buses:", "  agree:"), [f"{ADA}:5:5"]),
    "unknown-field that is empty": (ada("websiite:", "answers:", "  free-buses: agree"), [f"{ADA}:3:1"]),
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


@pytest.mark.parametrize(
    "name", ["Ada\u3164Obi", "Ada\u2800Obi", "Ada\u115f Obi", "Ada\U000e0100 Obi", "Ada\u17b4 Obi"]
)
def test_a_name_that_differs_in_what_nobody_sees_looks_like_the_other(name: str) -> None:
    files = {ADA: "name: Ada Obi\n", "candidates/demo/north/jo.yaml": f"name: {name}\n"}

    assert "candidates/demo/north/jo.yaml:1:7 confusable-names" in told(files)


@pytest.mark.parametrize("name", ["\ua4ee\ua4d3\ua4ee \ua4f3\ua4d0\ua4f2", "\u13aa\u13a0\u13aa OBI"])
def test_a_name_in_letters_of_one_other_script_looks_like_the_latin_one(name: str) -> None:
    files = {ADA: "name: ADA OBI\n", "candidates/demo/north/jo.yaml": f"name: {name}\n"}

    assert told(files) == ["candidates/demo/north/jo.yaml:1:7 confusable-names"]


@pytest.mark.parametrize("name", ["NHK\u304b\u3089\u6765\u305f", "\uae40ABC", "K\u02bbana", "M\u00aa \u0132sbrand"])
def test_letters_that_are_written_beside_latin_ones_mix_nothing(name: str) -> None:
    assert told({ADA: f"name: {name}\n"}) == []


@pytest.mark.parametrize(
    "name", ["Ada Obi (North Street)", "\ufb01ona \u00aa", "Liste N\u00b0 1 \u2116 2\u2122", "Ada Obi-Hashas Withdrawn"]
)
def test_signs_and_words_that_names_do_hold_are_not_odd(name: str) -> None:
    assert told({ADA: f"name: {name}\n"}) == []


def test_a_name_is_compared_with_what_the_interface_says_in_the_languages_of_the_election() -> None:
    catalogues = {"fr": {"has withdrawn": "candidature retirée"}}
    files = {**DEMO, **election("languages: [en, fr-CH]", "languages:"), ADA: "name: Ada Obi (retirée)\n"}

    _, found = compile_project(files, catalogues=catalogues)

    assert [dict(each.facts)["word"] for each in found if each.code == "odd-name"] == ["retiree"]


def test_a_label_is_compared_with_what_the_interface_says_in_the_languages_of_the_election() -> None:
    catalogues = {"fr": {"Skip": "Passer"}, "cs": {"Skip": "Both"}}
    files = {**DEMO, **election("languages: [en, fr]", "languages:"), Q: QUESTIONS.replace("Riverish", "{fr: Passer}")}

    _, found = compile_project(files, catalogues=catalogues)

    assert [dict(each.facts)["word"] for each in found if each.code == "reserved-option"] == ["Passer"]


@pytest.mark.parametrize("message", SAID)
def test_what_nobody_else_says_is_said_by_the_interface(message: str) -> None:
    words = i18n.words(i18n.read_catalogues([ROOT / "theme/locale"]))

    assert all(message in words[language] for language in ("cs", "fr"))


@pytest.mark.parametrize(("party", "code"), [("river-party", "same-name"), ("hill-party", "confusable-names")])
def test_a_name_with_more_spaces_looks_like_the_other_whatever_the_party(party: str, code: str) -> None:
    files = {
        **election("  hill-party:\n    name: Hill Party"),
        ADA: "name: Ada Obi\nparty: river-party\n",
        "candidates/demo/north/jo.yaml": f"name: Ada  Obi\nparty: {party}\n",
    }

    assert [each for each in told(files) if "jo.yaml" in each] == [f"candidates/demo/north/jo.yaml:1:7 {code}"]


def test_an_election_has_a_bounded_number_of_languages() -> None:
    tags = [f"a{first}{second}" for first in "abcd" for second in "abcdefghij"]
    for count, expected in ((39, []), (40, [f"{E}:3:12 too-many-parts"])):
        languages = election(f"languages: [en, {', '.join(tags[:count])}]", "languages:")

        assert [each for each in told(languages) if "missing-translation" not in each] == expected


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


def test_a_built_in_scale_that_is_defined_anew_is_one_fault_whatever_was_answered_on_it() -> None:
    turned = f"scales:\n  agree-5:\n{options(2, with_values=True)}"

    assert told({**election(turned), **answering("free-buses: agree")}) == [f"{E}:{LAST + 1}:3 reserved-id"]


def test_a_constituency_of_another_region_may_have_the_same_name() -> None:
    assert told({"questionnaires/demo/constituencies/west.yaml": "name: North Bank\n"}) == []


def test_one_thing_may_be_asked_in_the_same_words_of_other_places() -> None:
    again = "- id: q{0}\n  text: Should trams be free?\n  asked-in: [{1}]\n"

    assert told({Q: QUESTIONS + again.format(1, "uplands") + again.format(2, "south")}) == []


@pytest.mark.parametrize("places", [("uplands", "north"), ("north", "uplands"), ("north", ""), ("", "south")])
def test_one_thing_is_asked_twice_of_a_place_in_whichever_way_that_is_said(places: tuple[str, str]) -> None:
    asked = (f"- id: q{n}\n  text: Trams?\n  asked-in: [{place}]\n" for n, place in enumerate(places))

    assert told({Q: QUESTIONS + "".join(asked)}) == [f"{Q}:{QUESTION + 4}:9 repeated-question"]


def test_the_later_of_two_elections_with_one_title_is_told() -> None:
    other = {path.replace("demo", "another"): text for path, text in DEMO.items()}
    later = {"questionnaires/another/election.yaml": ELECTION.replace("05-06", "05-07")}

    assert told({**other, **later}) == ["questionnaires/another/election.yaml:1:8 repeated-name"]


@pytest.mark.parametrize("words", ["{en: ward}", "{fr: commune}", "ward"])
def test_what_an_election_calls_things_may_be_said_in_some_languages_only(words: str) -> None:
    terms = f"terms:\n  constituency: {words}\n"
    files = {E: f"{ELECTION.replace('[en]', '[en, fr]')}{terms}", Q: "[]\n", N: "name: N\n"}

    assert [each for each in told(files) if each.startswith(f"{E}:{LAST + 1}")] == []


def test_a_label_of_a_scale_that_is_anothers_in_another_language_is_ambiguous() -> None:
    crossed = "scales:\n  own:\n" + "".join(
        f"    - id: {id_}\n      label: {{en: {english}, fr: {french}}}\n      value: {value}\n"
        for value, (id_, english, french) in enumerate((("a", "No", "Yes"), ("b", "Yes", "No")))
    )
    files = {E: f"{ELECTION.replace('[en]', '[en, fr]')}{crossed}", Q: "[]\n", N: "name: N\n"}

    ambiguous = [each for each in told(files) if "ambiguous" in each]

    assert ambiguous == [f"{E}:{LAST + 6}:{column} ambiguous-option" for column in (19, 28)]


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


def test_a_link_in_prose_whose_words_name_another_site_is_told_in_words_that_name_both() -> None:
    funding = election("funding: '[https://demo.example.org/](https://example.net/)'")

    (fault,) = compile_project({**DEMO, **funding})[1]

    assert f"{fault.where} {fault.code}" == f"{E}:{LAST}:1 bad-link"
    assert report.message(fault) == "this link to 'https://example.net/' says that it leads to 'demo.example.org'"


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
        (ada("credit: |", "  Ben", "  Bo"), "behind 'credit:', on the same line;"),
    ],
)
def test_a_wrong_shape_is_told_what_to_do_in_its_own_case(files: dict[str, str], says: str) -> None:
    _, found = compile_project({**DEMO, **files})

    assert says in next(report.hint(each) for each in found if each.code == "wrong-shape")


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        ("declined", "replied: 2027-04-02"),
        ("answered", "replied: 2027-04-02"),
        *((reply, "contacted: {2027-03-20: email}") for reply in ("answered", "declined", "no-reply", "unreachable")),
    ],
)
def test_a_date_that_goes_with_the_reply_is_no_contradiction(reply: str, line: str) -> None:
    assert "contradictory-reply" not in str(told(ada(line, reply=reply)))


def test_a_comment_that_is_too_long_in_two_languages_is_told_in_words_that_name_each() -> None:
    comment = answering("free-buses:", "  position: agree", "  comment: {en: four, de: vier}")

    _, found = compile_project({**DEMO, **election("comment-limit: 3"), **comment})

    assert [report.message(each) for each in found] == [
        f"this comment has 4 characters in '{language}', and everyone has 3" for language in ("en", "de")
    ]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "'tongue' offers no options, and at least two are needed"),
        ("  options:\n    - id: a\n      label: A\n", "'tongue' offers one option, and at least two are needed"),
    ],
)
def test_one_option_is_counted_as_one(lines: str, says: str) -> None:
    _, found = compile_project({**DEMO, Q: f"- id: tongue\n  type: choice\n  text: Which?\n{lines}"})

    assert [report.message(each) for each in found] == [says]


def test_a_language_stands_twice_in_other_capitals_too() -> None:
    found = told(election("languages: [en, pt-BR, pt-br]", "languages:"))

    assert [each for each in found if "missing-translation" not in each] == [f"{E}:3:24 duplicate-value"]


def test_a_reply_that_was_refused_brings_no_missing_sources() -> None:
    assert told(answering("free-buses: agree", reply="replied-kindly")) == [f"{ADA}:2:8 unknown-value"]


def test_capitals_of_the_words_that_a_field_knows_are_forgiven() -> None:
    assert told(answering("free-buses: agree", reply="Answered")) == []


def hints(files: dict[str, str]) -> list[str]:
    """What the volunteer is told to do about these files."""
    return [report.hint(each) for each in compile_project({**DEMO, **files})[1]]


MAP = {
    "questionnaires/demo/map.yaml": f"{AXES}questions:\n  free-buses:\n    x: 1000000\n  old-buses:\n    y: 1000000\n"
}
OLD = "- id: old-buses\n  text: Should old buses go?\n"
SOURCE = ("  source:", "    kind: press")
ANSWERS = ("answers:", "  free-buses: agree", "  school-language: both", "  new-stadium: agree")

ONE_FAULT: dict[str, tuple[dict[str, str], str]] = {
    "reply with a slip": (
        {ADA: "\n".join(["name: Ada", "replly: answered", *ANSWERS, ""])},
        f"{ADA}:2:1 unknown-field",
    ),
    "reply in capitals": ({ADA: "\n".join(["name: Ada", "Reply: answered", *ANSWERS, ""])}, f"{ADA}:2:1 unknown-field"),
    "no reply": ({ADA: "\n".join(["name: Ada", *ANSWERS, ""])}, f"{ADA}:2:1 missing-source"),
    "an unknown reply": (ada(*ANSWERS, reply="unknown"), f"{ADA}:3:1 missing-source"),
    "a name with a slip": ({ADA: "nmae: Ada\nreply: declined\n"}, f"{ADA}:1:1 unknown-field"),
    "a name in Dutch": ({ADA: "naam: Ada\nreply: declined\n"}, f"{ADA}:1:1 unknown-field"),
    "a credit with a slip": (
        {ADA: "name: Ada\nphoto: ada.jpg\ncredti: Ben\n", "candidates/demo/north/ada.jpg": ""},
        f"{ADA}:3:1 unknown-field",
    ),
    "a type that there is not": (
        {Q: QUESTIONS.replace("choice", "choices"), **answering("school-language: both")},
        f"{Q}:5:9 unknown-value",
    ),
    "a type that is none": (
        {Q: QUESTIONS.replace("choice", "multiple"), **answering("school-language: both")},
        f"{Q}:5:9 unknown-value",
    ),
    "a type with a slip": (
        {Q: QUESTIONS.replace("type:", "tpye:"), **answering("school-language: both")},
        f"{Q}:5:3 unknown-field",
    ),
    "options with a slip": (
        {Q: QUESTIONS.replace("options:", "optoins:"), **answering("school-language: both")},
        f"{Q}:7:3 unknown-field",
    ),
    "an option's bad id": (
        {Q: QUESTIONS.replace("id: both", "id: Both_1"), **answering("school-language: Both_1")},
        f"{Q}:10:11 bad-id",
    ),
    "a link without https": (
        answering("free-buses:", "  position: agree", *SOURCE, "    url: example.org", reply="no-reply"),
        f"{ADA}:8:12 bad-link",
    ),
    "a scale on the map that there is not": (
        {**MAP, Q: QUESTIONS.replace("topic: transport", "scale: agree-6") + OLD},
        f"{Q}:2:10 unknown-scale",
    ),
    "an id on the map with a capital": (
        {**MAP, Q: QUESTIONS.replace("free-buses", "Free-Buses") + OLD},
        f"{Q}:1:7 bad-id",
    ),
    "parties with a slip": (
        {E: ELECTION.replace("parties:", "partys:"), ADA: "name: Ada\nparty: river-party\n"},
        f"{E}:12:1 unknown-field",
    ),
    "a party with a capital": (
        {E: ELECTION.replace("  river-party:", "  River-Party:"), ADA: "name: Ada\nparty: river-party\n"},
        f"{E}:13:3 bad-id",
    ),
    "a scale of its own with a capital": (
        {
            E: f"{ELECTION}scale: mine\nscales:\n  Mine:\n{options(2, with_values=True)}",
            **answering("free-buses: yes"),
        },
        f"{E}:17:3 bad-id",
    ),
    "topics with a slip": ({E: ELECTION.replace("topics:", "topcis:")}, f"{E}:8:1 unknown-field"),
    "regions with a slip": ({E: ELECTION.replace("regions:", "regoins:")}, f"{E}:10:1 unknown-field"),
    "a scale of its own with a fault": (
        {E: f"{ELECTION}scale: mine\nscales:\n  mine: agree\n", **answering("free-buses: yes")},
        f"{E}:17:9 wrong-shape",
    ),
    "a publisher with a slip": ({E: ELECTION.replace("publisher", "publsher")}, f"{E}:4:1 unknown-field"),
    "evidence with a slip": ({N: NORTH.replace("evidence", "evidnce")}, f"{N}:6:5 unknown-field"),
}


@pytest.mark.parametrize("lines", ["    - id: low\n      label: Low\n", "    - low\n", "    -\n", "  [a]\n"])
def test_a_scale_without_values_is_told_beside_a_map_that_rests_on_it(lines: str) -> None:
    found = told({**MAP, E: f"{ELECTION}scale: odd\nscales:\n  odd:\n{lines}", Q: QUESTIONS + OLD})

    assert E in {each.partition(":")[0] for each in found}


@pytest.mark.parametrize("case", ONE_FAULT)
def test_one_fault_is_one_report_whatever_rests_on_it(case: str) -> None:
    files, fault = ONE_FAULT[case]

    assert told(files) == [fault]


REMARKS = ("answers:", "  free-buses:", "    comment: Hi there.", "  school-language:", "    comment: Who knows.")


@pytest.mark.parametrize("reply", ["declined", "no-reply", "unreachable", "not-asked"])
def test_each_comment_without_source_of_somebody_who_did_not_answer_is_an_error(reply: str) -> None:
    files = ada(*REMARKS, reply=reply)

    assert told(files) == [f"{ADA}:{line}:3 missing-source" for line in (4, 6)]
    assert any("'kind: candidate'" in each for each in hints(files))


def test_a_comment_of_somebody_who_replied_may_be_what_a_position_was_read_out_of() -> None:
    assert told(answering("free-buses:", "  position: agree", "  comment: Hm.", *VOLUNTEER)) == []


def test_a_quote_is_not_called_empty_and_left_out() -> None:
    files = answering("free-buses:", "  source:", "    kind: press", "    quote: I like buses.", reply="no-reply")

    (found,) = compile_project({**DEMO, **files})[1]

    assert report.message(found) == "the answer of 'Ada Obi' to 'free-buses' is a quote without a position"


def test_a_quote_answers_a_question_in_words() -> None:
    files = answering("first-act:", "  source:", "    kind: press", "    quote: Open the windows.", reply="no-reply")

    assert told({Q: QUESTIONS + "- id: first-act\n  type: text\n  text: What first?\n", **files}) == []


def test_a_comment_with_a_source_needs_no_reply() -> None:
    assert told(answering("free-buses:", "  comment: Hi.", "  source:", "    kind: candidate", reply="declined")) == []


def test_comments_of_whom_nobody_knows_whether_they_replied_are_one_warning() -> None:
    assert told(ada(*REMARKS, reply="unknown")) == [f"{ADA}:3:1 unsourced-comment"]


def test_where_a_position_lacks_its_source_the_comments_beside_it_are_no_fault_of_their_own() -> None:
    files = ada(*REMARKS, "  new-stadium: agree", reply="unknown")

    assert told(files) == [f"{ADA}:8:3 missing-source"]


def test_a_single_answer_without_source_or_reply_is_reported_where_it_stands() -> None:
    assert told({ADA: "name: Ada\nanswers:\n  free-buses: agree\n"}) == [f"{ADA}:3:3 missing-source"]


def test_where_somebody_did_not_reply_each_answer_without_source_is_reported() -> None:
    assert told(ada(*ANSWERS, reply="declined")) == [f"{ADA}:{line}:3 missing-source" for line in (4, 5, 6)]


@pytest.mark.parametrize("item", ["- trams\n", "- [trams]\n"])
def test_an_item_of_another_shape_hides_no_other_fault_of_its_list(item: str) -> None:
    files = {Q: QUESTIONS + item, **answering("school-language: bth")}

    assert told(files) == [f"{ADA}:4:20 unknown-option", f"{Q}:{QUESTION}:3 wrong-shape"]


@pytest.mark.parametrize("word", ["stadium-money", "12", "'#12'", "example/north#12", "https://example.org/issues/12"])
def test_what_a_question_is_based_on_is_a_page_or_an_issue(word: str) -> None:
    assert told({N: NORTH.replace("evidence: https://example.org/minutes", f"based-on: {word}")}) == []


def test_an_address_that_a_question_is_based_on_is_looked_at_as_others_are() -> None:
    based_on = NORTH.replace("evidence: https://example.org/minutes", "based-on: http://example.org/")

    assert told({N: based_on}) == [f"{N}:6:15 insecure-link"]


@pytest.mark.parametrize(
    ("mine", "other", "codes"),
    [
        ("", "", ["same-name"]),
        ("river-party", "", ["same-name"]),
        ("", "river-party", ["same-name"]),
        ("river-party", "river-party", ["same-name"]),
        ("river-party", "hill-party", []),
        ("[river-party, hill-party]", "[hill-party, river-party]", ["same-name"]),
    ],
)
def test_a_name_is_told_apart_by_two_different_parties_alone(mine: str, other: str, codes: list[str]) -> None:
    files = {E: f"{ELECTION}  hill-party:\n    name: Hill Party\n"}
    for id_, party in (("ada", mine), ("jo", other)):
        files[f"candidates/demo/north/{id_}.yaml"] = f"name: Ada Obi\nparty: {party}\n"

    assert [each.partition(" ")[2] for each in told(files)] == codes


@pytest.mark.parametrize(
    ("word", "paths"),
    [("new-stadum", N), ("free-busses", Q), ("trams", f"{Q} and {N}")],
)
def test_the_file_is_named_in_which_the_question_stands(word: str, paths: str) -> None:
    assert hints(answering(f"{word}: agree"))[0].endswith(f"The questions are in {paths}.")


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (answering("free-buses: {position: agree, comment: yes, but not in town}"), "below 'comment: |'"),
        (answering("free-buses:", "  position: agree", "  comment: {see my website}"), "below 'comment: |'"),
        (answering("free-buses:", "  agree:"), "behind 'position:'"),
        (answering("free-buses: agree: but slowly"), "'comment: |'"),
        (answering("free-buses:", "  position: agree: but slowly"), "below 'comment: |'"),
        (answering("free-buses:", "  position: agree", "  source: The Bee: 3 May"), "'kind: press'"),
        (answering("free-buses: ?"), "Leave nothing behind 'free-buses:'"),
        (answering("free-buses: -"), "Leave nothing behind 'free-buses:'"),
        (answering("free-buses: agree #12"), "'comment: |'"),
        (answering('free-buses: "agree" but slowly'), "'comment: |'"),
        (answering("free-buses: agree (but only in town)"), "below 'comment: |'"),
        (answering("free-buses: I have not made up my mind"), "below 'comment: |'"),
        (answering("free-buses: [agree]"), "without brackets"),
        (answering("free-buses:", "  position: agree", "  comment:", "    My view: yes"), "below 'comment: |'"),
        (
            ada("links: https://example.org"),
            "'links:', and below it, two spaces further in, 'website: https://example.org'",
        ),
        (
            ada("contacted: 2027-03-20 by email"),
            "'contacted:', and below it, two spaces further in, '2027-03-20: email'",
        ),
        (ada("contacted: by email"), "'contacted:', and below it, two spaces further in, '2027-03-20: email'"),
        (election("forge: https://gitlab.com/a/b"), "'kind: gitlab' and 'url: https://gitlab.com/a/b'"),
        (ada("party: River Party, hill-party"), "'party: [river-party, hill-party]'"),
        ({Q: "- id: free-buses\n  text: Free?\n  asked-in: uplands, north\n"}, "'asked-in: [uplands, north]'"),
        ({Q: QUESTIONS.replace("    - id: both\n      label: Both", "    - both")}, "such as '- id: …'"),
        ({N: NORTH.replace("evidence: https://example.org/minutes", "based-on: Some words!")}, "'stadium-money'"),
    ],
)
def test_a_hint_shows_what_to_write_and_leads_into_no_other_fault(files: dict[str, str], says: str) -> None:
    told = hints(files)

    assert any(says in each for each in told), told
    assert not any("'free-buses: |'" in each or "'name: |'" in each for each in told)


def test_of_a_long_list_the_nearest_are_named_whole_and_the_others_are_counted() -> None:
    (hint,) = hints({E: ELECTION.replace("publisher", "publsher")})
    named = hint.partition("The fields here are: ")[2].partition(" and ")[0].split(", ")

    assert "publisher" in named and hint.endswith(" more, in docs/files.md.")
    assert {*named} <= ElectionShape.fields.keys()
    assert f" and {len(ElectionShape.fields.keys()) - len(named)} more" in hint


def test_of_many_options_the_nearest_are_named() -> None:
    questions = "- id: tongue\n  type: choice\n  text: Which?\n  options:\n" + options(60).replace(
        "id: o", "id: tongue-"
    )

    (hint,) = hints({Q: questions, N: "name: North\n", **answering("tongue: tongue-577")})

    assert "tongue-57 and 55 more. Their labels will do too: " in hint


def test_a_path_is_shown_whole() -> None:
    long = "a" * 64
    path = f"questionnaires/{long}/constituencies/{long}.yaml"
    files = {each.replace("demo", long).replace("/north", f"/{long}"): text for each, text in DEMO.items()}
    files[f"candidates/{long}/{long}/ada.yaml"] = "name: Ada\nreply: answered\nanswers:\n  new-stadum: agree\n"

    (fault,) = compile_project(files)[1]

    assert report.hint(fault).endswith(f" {path}.")


def test_a_language_in_which_the_interface_has_no_words_is_told_and_no_region_of_one_that_it_has() -> None:
    files = {**DEMO, **election("languages: [en, nl, fr-CH]", instead="languages:")}

    _, found = compile_project(files, catalogues={"en": {}, "fr": {"Home": "Accueil"}, "nl": {}})
    _, unknown = compile_project(files)

    told = [(str(each.where), dict(each.facts)) for each in found if each.code == "interface-in-english"]
    assert told == [(f"{E}:3:1", {"language": "nl"})]
    assert "interface-in-english" not in {each.code for each in unknown}


def test_a_language_in_which_the_interface_lacks_words_is_told_with_how_many() -> None:
    files = {**DEMO, **election("languages: [en-GB, cs, pl, fr-CH]", instead="languages:")}
    words = {"Home": "Accueil", "Back": "Retour", "Quiz": "Quiz"}

    _, found = compile_project(files, catalogues={"en": {}, "fr": words, "cs": words, "pl": {"Home": "Start"}})

    told = [(str(each.where), dict(each.facts)) for each in found if each.code.startswith("interface-")]
    assert told == [(f"{E}:3:1", {"language": "pl", "count": 2, "all": 3, "word": "Back"})]


def test_a_text_without_letters_is_the_same_in_every_language() -> None:
    scale = "scales:\n  one-to-two:\n" + "".join(
        f"    - id: s{n}\n      label: {label}\n      value: {n}\n" for n, label in ((1, "1"), (2, "2 bits"))
    )
    files = {**DEMO, E: ELECTION.replace("[en]", "[en, fr]") + scale}

    _, found = compile_project(files)

    last = len((ELECTION + scale).splitlines())
    told = {each.where.line for each in found if each.code == "missing-translation" and each.where.path == E}
    assert last - 1 in told and last - 4 not in told
