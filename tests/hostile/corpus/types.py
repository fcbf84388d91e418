"""Y-type: words that other readers of YAML turn into something else."""

from __future__ import annotations

from tests.hostile.cases import ADA, ADA_PAGE, E, N, Q, accepted, ada, answered, answering, election, refused

YES_NO = {Q: "- id: free-buses\n  scale: yes-no\n  text: Should buses be free?\n"}


def valued(value: str) -> dict[str, str]:
    """A scale of two options, the second of which has this value, at line LAST + 7."""
    first = "    - id: low\n      label: Low\n      value: 0\n"
    return election(f"scales:\n  odd:\n{first}    - id: high\n      label: High\n      value: {value}")


CASES = [
    accepted("Y-type-01", {N: "name: NO\n", **ada()}, {ADA_PAGE: "NO"}),
    answered("Y-type-02", {**YES_NO, **answering("free-buses: no")}, {"free-buses": "No"}),
    refused("Y-type-02 where it is not offered", answering("free-buses: no"), f"{ADA}:4:15 unknown-option"),
    *(
        answered(f"Y-type-03 {word}", {**YES_NO, **answering(f"free-buses: {word}")}, {"free-buses": "Yes"})
        for word in ("yes", "Yes", "YES")
    ),
    *(
        refused(f"Y-type-03 {word}", {**YES_NO, **answering(f"free-buses: {word}")}, f"{ADA}:4:15 unknown-option")
        for word in ("on", "true", "y")
    ),
    accepted("Y-type-04", ada("credit: Ben", name="010"), {ADA_PAGE: "010"}),
    accepted("Y-type-05", ada(name="12:30"), {ADA_PAGE: "12:30"}),
    refused("Y-type-06", valued("1_000"), f"{E}:22:14 bad-number"),
    refused("Y-type-07", valued("0x1F"), f"{E}:22:14 bad-number"),
    refused("Y-type-08", valued(".inf"), f"{E}:22:14 bad-number"),
    refused("Y-type-09", answering("free-buses: .nan"), f"{ADA}:4:15 unknown-option"),
    refused("Y-type-10", valued("1e999"), f"{E}:22:14 bad-number"),
    refused("Y-type-11", valued("9" * 5000), f"{E}:22:14 bad-number"),
    refused("Y-type-12", valued("0x" + "f" * 100_000), f"{E}:22:14 bad-number"),
    refused("Y-type-13", valued("1" + ":59" * 20_000), f"{E}:22:14 bad-number"),
    refused("Y-type-14", election("method:\n  minimum-shared: -5%"), f"{E}:16:19 bad-percentage"),
    refused("Y-type-15", election("date: 2026-02-29", "date:"), f"{E}:2:7 bad-date"),
    accepted("Y-type-16", election("date: 2028-02-29", "date:"), {"demo/index.html": "29\u00a0February\u00a02028"}),
    answered(
        "Y-type-17",
        {
            Q: "- id: release\n  type: choice\n  text: Which?\n  options:\n"
            "    - id: a\n      label: 1.10\n    - id: b\n      label: 1.1\n",
            **answering("release: 1.10"),
        },
        {"release": "1.10"},
    ),
    accepted("Y-type-18", ada(name="Null"), {ADA_PAGE: "Null"}),
    answered(
        "Y-type-19",
        answering("free-buses:", "school-language: river"),
        {"free-buses": "No answer", "school-language": "Riverish", "new-stadium": "No answer"},
    ),
    refused("Y-type-20", answering("free-buses: ~"), f"{ADA}:4:15 unknown-option"),
    refused("Y-type-21", valued("true"), f"{E}:22:14 bad-number"),
    refused("Y-type-22", valued("0.1"), f"{E}:22:14 bad-number"),
    refused("Y-type-23", answering("free-buses: [agree]"), f"{ADA}:4:15 wrong-shape"),
    refused("Y-type-24", {Q: "free-buses:\n  text: Free?\n"}, f"{Q}:1:1 wrong-shape"),
    refused("Y-type-25", {ADA: "- name: Ada Obi\n"}, f"{ADA}:1:1 wrong-shape"),
    refused("Y-type-26", {ADA: "Ada Obi\n"}, f"{ADA}:1:1 wrong-shape"),
    refused("Y-type-27", {ADA: "name:Ada Obi\n"}, f"{ADA}:1:5 missing-space"),
    refused("Y-type-27 below another", answering("free-buses:agree"), f"{ADA}:4:13 missing-space"),
    refused("Y-type-28", {ADA: "name：Ada Obi\n"}, f"{ADA}:1:5 missing-space"),
    refused("Y-type-28 below another", answering("free-buses：agree"), f"{ADA}:4:13 missing-space"),
]
