"""L-url: addresses that run, leak, mislead or lead nowhere, on a candidate's page."""

from __future__ import annotations

from tests.hostile.cases import ADA, ADA_PAGE, Case, E, accepted, ada, election, refused, warned


def linked(id_: str, address: str) -> Case:
    """Ada's website has this address, at line 4."""
    return refused(id_, ada("links:", f"  website: {address}"), "candidates/demo/north/ada.yaml:4:12 bad-link")


CASES = [
    linked("L-url-01", "javascript:alert(1)"),
    refused("L-url-02", ada("links:", '  website: "JAVA\\tSCRIPT:alert(1)"'), f"{ADA}:4:12 bad-link"),
    linked("L-url-03", "data:text/html,<script>alert(1)</script>"),
    linked("L-url-04", "file:///etc/passwd"),
    linked("L-url-05", "vbscript:msgbox(1)"),
    linked("L-url-06", "blob:https://example.org/1"),
    linked("L-url-07", "//example.org/x"),
    linked("L-url-08", "http://user:pw@example.org/"),
    linked("L-url-09", '"http://[::1"'),
    linked("L-url-10", "http://a b"),
    warned("L-url-11", ada("links:", "  website: https://xn--80ak6aa92e.com/"), f"{ADA}:4:12 confusable-link"),
    warned(
        "L-url-11 in letters",
        ada("links:", "  website: https://\u0430\u0440\u0440\u04cf\u0435.com/"),
        f"{ADA}:4:12 confusable-link",
    ),
    linked("L-url-12", f"https://example.org/{'x' * 4000}"),
    refused(
        "L-url-13",
        ada("links:", "  website: https://example.org/\u202egpj.exe"),
        f"{ADA}:4:32 forbidden-character",
    ),
    warned("L-url-14", ada("links:", "  website: http://example.org/"), f"{ADA}:4:12 insecure-link"),
    accepted("L-url-14 with https", ada("links:", "  website: https://example.org/"), {ADA_PAGE: "Website"}),
    linked("L-url-15", "mailto:ada@example.org"),
    accepted(
        "L-url-15 where it is allowed",
        {"content/pages/write.md": "Title: Write\n\n<mailto:ada@example.org>\n"},
        {"write/index.html": "ada@example.org"},
    ),
    refused("L-url-16", ada("links:", "  website:"), f"{ADA}:4:3 bad-link"),
    refused("L-url-16 in quotes", ada("links:", '  website: ""'), f"{ADA}:4:3 bad-link"),
    refused("L-url-16 of spaces", ada("links:", '  website: " "'), f"{ADA}:4:12 bad-link"),
    refused("L-url-01 of the election", election("site: javascript:alert(1)", "site:"), f"{E}:7:7 bad-link"),
]
