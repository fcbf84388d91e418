"""Y-dup: one thing said twice."""

from __future__ import annotations

from tests.helpers import NORTH
from tests.hostile.cases import ADA, LOCAL, N, accepted, ada, answering, refused

CASES = [
    refused("Y-dup-01", answering("free-buses: agree", "free-buses: disagree"), f"{ADA}:5:3 duplicate-key"),
    refused(
        "Y-dup-02", answering("free-buses:", "  position: agree", "  position: disagree"), f"{ADA}:6:5 duplicate-key"
    ),
    refused(
        "Y-dup-03",
        ada("links: {website: https://a.example.org, website: https://b.example.org}"),
        f"{ADA}:3:41 duplicate-key",
    ),
    refused(
        "Y-dup-04",
        ada("links:", "  1: https://a.example.org", '  "1": https://b.example.org'),
        f"{ADA}:5:3 duplicate-key",
    ),
    refused("Y-dup-05", answering('"free-buses": agree', "free-buses: disagree"), f"{ADA}:5:3 duplicate-key"),
    refused(
        "Y-dup-06",
        ada("links:", "  caf\u00e9: https://a.example.org", "  cafe\u0301: https://b.example.org"),
        f"{ADA}:5:3 duplicate-key",
    ),
    refused("Y-dup-07", answering("free-buses: agree", "free-buses\u00a0: disagree"), f"{ADA}:5:3 duplicate-key"),
    refused("Y-dup-08", answering("free-buses: agree", "Free-Buses: disagree"), f"{ADA}:5:3 duplicate-key"),
    refused(
        "Y-dup-09",
        {"candidates/demo/north/ada.yml": "name: Ada Obi\n"},
        "candidates/demo/north/ada.yml:1:1 wrong-ending",
    ),
    accepted(
        "Y-dup-09 in two constituencies",
        {"candidates/demo/south/ada.yaml": "name: Ada Lim\n"},
        {"demo/south/ada/index.html": "Ada Lim"},
    ),
    refused(
        "Y-dup-10",
        {N: f"{NORTH}  - id: free-buses\n    text: Free?\n"},
        f"{N}:{LOCAL}:9 duplicate-id",
    ),
    # An id is a file's name, so only prose can ask for an address in other words.
    refused(
        "Y-dup-11",
        {
            "content/pages/muller.md": "Title: Muller\n\nA page.\n",
            "content/pages/mueller.md": "Title: Müller\nSlug: muller\n\nA page.\n",
        },
        "content/pages/muller.md:1:1 colliding-address",
    ),
    refused(
        "Y-dup-12",
        {"content/pages/demo/north.md": "Title: North\n\nA page.\n"},
        "content/pages/demo/north.md:1:1 colliding-address",
    ),
    refused(
        "Y-dup-12 among candidates",
        {"content/pages/demo/north/zoe-winner.md": "Title: Zoe Winner\n\nA candidate.\n"},
        "content/pages/demo/north/zoe-winner.md:1:1 reserved-id",
    ),
    refused(
        "Y-dup-12 in a language's folder",
        {"content/pages/fr/x.md": "Title: X\n\nA page.\n"},
        "content/pages/fr/x.md:1:1 reserved-id",
    ),
    refused(
        "Y-dup-12 with a page of the site",
        {"content/pages/static.md": "Title: Static\n\nA page.\n"},
        "content/pages/static.md:1:1 reserved-id",
    ),
]
