"""docs/codes.md, from the pages that `cmpgen explain` prints: `python scripts/codes.py` writes it anew.

Run it after a check was added or its page was changed; a test says when that was forgotten.
"""

from __future__ import annotations

from pathlib import Path

from cmpgen import checks, report

PATH = Path(__file__).resolve().parent.parent / "docs/codes.md"

HEAD = """\
# The codes

All that `cmpgen check` and the importers can say about files, by the word in square brackets: `error[alias]`.
An error stops a build, a warning does not.
`cmpgen explain alias` prints the same on the command line; [messages.md](messages.md) shows the commonest in use.

This file is made by `python scripts/codes.py` from the checks themselves; do not edit it by hand.
"""


def codes() -> str:
    """The whole document: a section for each code, by code."""
    sections = [f"## {code}\n\n````text\n{report.explanation(code)}````\n" for code in sorted(checks.BY_CODE)]
    return "\n".join([HEAD, *sections])


if __name__ == "__main__":
    PATH.write_text(codes(), encoding="utf-8")
    print(f"{PATH} holds {len(checks.BY_CODE)} codes.")
