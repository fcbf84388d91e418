"""Y-syntax: files that are no YAML, or other YAML than they seem."""

from __future__ import annotations

from tests.hostile.cases import ADA, ADA_PAGE, SOUND, Case, Q, accepted, ada, answering, refused

LONG = (
    "name: Ada Obi\nreply: answered\nanswers:\n  free-buses:\n    position: strongly-agree\n  new-stadium: disagree\n"
)
CUT: dict[int, tuple[str, ...]] = {
    1: (),
    2: (),
    3: (f"{ADA}:3:1 missing-colon",),
    4: (f"{ADA}:4:3 wrong-shape",),
    5: (),
    6: (f"{ADA}:5:5 unknown-option",),
    7: (f"{ADA}:5:15 unknown-option",),
    8: (),
    9: (f"{ADA}:6:3 missing-colon",),
}
"""What is found after so many tenths of LONG; where nothing is, answers are missing and none has changed."""

CASES = [
    refused("Y-syntax-01", {ADA: "name: Ada\nanswers:\n\tfree-buses: agree\n"}, f"{ADA}:3:1 tab"),
    refused("Y-syntax-02", {ADA: "name:\tAda\n"}, f"{ADA}:1:6 tab"),
    refused("Y-syntax-03", {ADA: 'name: "Ada\nreply: answered\n'}, f"{ADA}:1:7 unclosed-quote"),
    refused("Y-syntax-04", {ADA: "name: Ada\nparty: [river-party\n"}, f"{ADA}:2:8 unclosed-bracket"),
    refused("Y-syntax-05", {ADA: "name: Ada: the one\n"}, f"{ADA}:1:10 colon-in-text"),
    refused("Y-syntax-06", {ADA: "name: @ada\n"}, f"{ADA}:1:7 reserved-character"),
    refused("Y-syntax-07", {ADA: "name: %ada\n"}, f"{ADA}:1:7 reserved-character"),
    refused("Y-syntax-08", {ADA: "name: *ada\n"}, f"{ADA}:1:7 alias"),
    refused(
        "Y-syntax-09",
        answering("<<<<<<< ours", "free-buses: agree", "=======", "free-buses: disagree", ">>>>>>> theirs"),
        f"{ADA}:4:3 missing-colon",
    ),
    refused(
        "Y-syntax-09 at the margin",
        ada("<<<<<<< ours", "ballot: 1", "=======", "ballot: 2", ">>>>>>> theirs"),
        f"{ADA}:3:1 conflict-marker",
    ),
    refused(
        "Y-syntax-09 in prose",
        {"content/pages/about.md": "Title: About\n\n<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs\n"},
        "content/pages/about.md:3:1 conflict-marker",
    ),
    refused("Y-syntax-10", {ADA: "name: Ada\n---\nname: Ben\n"}, f"{ADA}:2:1 several-documents"),
    refused("Y-syntax-11", {ADA: "name: Ada\n...\nname: Ben\n"}, f"{ADA}:3:1 several-documents"),
    refused("Y-syntax-12", {ADA: "%YAML 2.0\n---\nname: Ada\n"}, f"{ADA}:1:1 reserved-character"),
    *(
        Case(f"Y-syntax-13 after {tenths}0 %", {ADA: LONG[: len(LONG) * tenths // 10]}, faults)
        for tenths, faults in CUT.items()
    ),
    refused("Y-syntax-14", answering("free-buses: “agree”"), f"{ADA}:4:15 smart-quotes"),
    refused("Y-syntax-15", {ADA: "name: Ada\nanswers:\n\u00a0\u00a0free-buses: agree\n"}, f"{ADA}:3:1 odd-space"),
    refused(
        "Y-syntax-16",
        {ADA: "name: Ada\r\nreply: answered\ranswers:\n  free-busses: agree\r\n"},
        f"{ADA}:4:3 unknown-question",
    ),
    refused("Y-syntax-17", {ADA: ""}, f"{ADA}:1:1 empty-file"),
    refused("Y-syntax-18", {ADA: "# name: Ada\n# reply: answered\n"}, f"{ADA}:1:1 empty-file"),
    accepted(
        "Y-syntax-19",
        {ADA: b"\xef\xbb\xbf" + str(SOUND[ADA]).replace("Ada Obi", "Beth Obi").encode()},
        {ADA_PAGE: "Beth Obi"},
    ),
    refused("Y-syntax-20", {ADA: str(SOUND[ADA]).encode("utf-16")}, f"{ADA}:1:1 not-utf-8"),
    refused("Y-syntax-21", {ADA: "name: Ada Müller\n".encode("latin-1")}, f"{ADA}:1:12 not-utf-8"),
    refused("Y-syntax-22", {ADA: b"name: Ada\nreply: answered\ncredit: B\xffn\n"}, f"{ADA}:3:10 not-utf-8"),
    refused("Y-syntax-23", {ADA: "name: Ada\x00 Obi\n"}, f"{ADA}:1:10 forbidden-character"),
    refused("Y-syntax-24", {ADA: "name: Ada\x07 Obi\n"}, f"{ADA}:1:10 forbidden-character"),
    refused("Y-syntax-25", {ADA: 'name: "Ada\\0Obi"\n'}, f"{ADA}:1:7 forbidden-character"),
    refused("Y-syntax-26", {ADA: 'name: "Ada\\uD800Obi"\n'}, f"{ADA}:1:11 bad-escape"),
    refused("Y-syntax-27", {ADA: "name: Ada\x85reply: answered\n"}, f"{ADA}:1:10 line-separator"),
    refused("Y-syntax-28", {ADA: "name: Ada\u2028reply: answered\n"}, f"{ADA}:1:10 line-separator"),
    refused("Y-syntax-29", {ADA: "name: Ada\u2029reply: answered\n"}, f"{ADA}:1:10 line-separator"),
    refused(
        "Y-syntax-29 in the questions",
        {Q: "- id: free-buses\n  text: Free?\u2029  topic: transport\n"},
        f"{Q}:2:14 line-separator",
    ),
]
