"""docs/messages.md, read and written: `python -m tests.messages` puts into it what `cmpgen check` says today.

Read the difference before you commit it: the list is there to be read by people who never saw YAML.
"""

from __future__ import annotations

import re

from cmpgen import checks, report
from cmpgen.compile import compile_project
from tests.helpers import DEMO, ROOT

PATH = ROOT / "docs/messages.md"
ACCEPTED = "This is accepted as it is meant."
MISTAKE = re.compile(
    r"^## (?P<number>\d+)\. (?P<title>[^\n]+)\n\n`(?P<path>[^\n]+)`\n\n```yaml\n(?P<typed>.*?)\n?```\n\n"
    rf"(?P<told>```text\n.*?\n```|{ACCEPTED})\n",
    re.MULTILINE | re.DOTALL,
)


def said(path: str, typed: str) -> str:
    """What `check` says of the small election with this file in it, without the source lines, as a block of text."""
    _, found = compile_project({**DEMO, path: f"{typed}\n" if typed else ""})
    lines = [
        f"{each.where}: {checks.severity(each)}[{each.code}]: {report.message(each)}\n  hint: {report.hint(each)}"
        for each in found
    ]
    return "\n".join(["```text", *lines, "```"]) if lines else ACCEPTED


def rewritten(text: str) -> str:
    """The document with what is said today."""
    return MISTAKE.sub(lambda each: each[0].replace(each["told"], said(each["path"], each["typed"])), text)


if __name__ == "__main__":
    PATH.write_text(rewritten(PATH.read_text(encoding="utf-8")), encoding="utf-8")
