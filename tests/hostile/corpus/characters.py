"""U-text: text that is not what it looks like."""

from __future__ import annotations

from tests.hostile.cases import ADA, ADA_PAGE, accepted, ada, answering, refused, warned

CASES = [
    refused("U-text-01", ada(name="Ada \u202eibO"), f"{ADA}:1:11 forbidden-character"),
    *(
        refused(
            f"U-text-01 {kind} in a file's name",
            {f"{folder}/a{raw}b.{ending}": "Title: A\n"},
            f"{folder}/a{shown}b.{ending}:1:1 bad-id",
        )
        for folder, ending in (("candidates/demo/north", "yaml"), ("content/pages", "md"))
        for kind, raw, shown in (
            ("RLO", "\u202e", "\\u202e"),
            ("ESC", "\x1b[2J", "\\x1b[2J"),
            ("a command to a log", "\n::stop-commands::x\n", "\\n::stop-commands::x\\n"),
        )
    ),
    refused(
        "U-text-02",
        ada(name="Ada \u2066Obi\u2069"),
        f"{ADA}:1:11 forbidden-character",
        f"{ADA}:1:15 forbidden-character",
    ),
    refused("U-text-03", answering("free\u200e-buses: agree"), f"{ADA}:4:7 forbidden-character"),
    refused(
        "U-text-03 in a file's name",
        {"candidates/demo/north/ad\u200fa.yaml": "name: Ada\n"},
        "candidates/demo/north/ad\\u200fa.yaml:1:1 bad-id",
    ),
    refused("U-text-03 Arabic", answering("free\u061c-buses: agree"), f"{ADA}:4:7 forbidden-character"),
    refused(
        "U-text-04",
        {"candidates/demo/north/\u0430da.yaml": "name: Ada\n"},
        "candidates/demo/north/\u0430da.yaml:1:1 bad-id",
    ),
    refused("U-text-04 in an answer", answering("free-b\u0443ses: agree"), f"{ADA}:4:3 unknown-question"),
    warned(
        "U-text-05",
        {"candidates/demo/north/jo.yaml": "name: \u0410d\u0430 Obi\n"},
        "candidates/demo/north/jo.yaml:1:7 confusable-names",
        "candidates/demo/north/jo.yaml:1:7 mixed-scripts",
    ),
    accepted(
        "U-text-06",
        ada(name="\u0645\u06cc\u200c\u0631\u0632\u0627"),
        {ADA_PAGE: "\u0645\u06cc\u200c\u0631\u0632\u0627"},
    ),
    warned(
        "U-text-06 that hides in a name",
        {"candidates/demo/north/jo.yaml": "name: Ada\u200d Obi\n"},
        "candidates/demo/north/jo.yaml:1:7 confusable-names",
    ),
    refused("U-text-07", ada(name="A" + "\u0301" * 100), f"{ADA}:1:7 stacked-marks"),
    refused("U-text-08", ada(name="A" * 10_000), f"{ADA}:1:7 too-long"),
    refused(
        "U-text-09",
        ada(name="Ada\U000e0041\U000e0042"),
        f"{ADA}:1:10 forbidden-character",
        f"{ADA}:1:11 forbidden-character",
    ),
    refused("U-text-10", ada(name="Ada \ue000"), f"{ADA}:1:11 forbidden-character"),
    refused("U-text-11", {ADA: b"name: Ada \xed\xa0\x80\n"}, f"{ADA}:1:11 not-utf-8"),
    refused("U-text-12", ada(name="Ada \u0378"), f"{ADA}:1:11 forbidden-character"),
    refused("U-text-13", answering("free\u00ad-buses: agree"), f"{ADA}:4:3 unknown-question"),
    refused(
        "U-text-13 in a file's name",
        {"candidates/demo/north/ad\u00ada.yaml": "name: Ada\n"},
        "candidates/demo/north/ad\\xada.yaml:1:1 bad-id",
    ),
]
