"""A text → a cell of a table that no spreadsheet takes for a formula, and back again, character for character.

A spreadsheet runs a cell that begins with = + - or @, in full width too, or with a tab or a line break before one.
It also begins a cell where it takes a comma, a semicolon, a tab or a line break within a text for the end of one,
whatever the quotes around the text say, and passes over spaces and quotes there.
An apostrophe before such a sign makes it text:

>>> guarded("=1+1"), guarded("so;=cmd()"), guarded("a-b"), guarded("'tis")
("'=1+1", "so;'=cmd()", 'a-b', "'tis")
>>> plain("'=1+1")
'=1+1'

Source: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re

GUARD = "'"

COLUMN = "guarded"
"""The column that names those columns of its row in which guards stand, with spaces between them."""

_SIGNS = r"=+\-@＝＋－＠﹦﹢﹣﹫−"
# All that looks like nothing at the beginning of a cell.
_NOTHING = r"(?:[^\S\t\r\n]|[\"'\u200b-\u200d\u2060\ufeff])*"
# Where a cell may begin, and what must not follow there: line breaks after a comma or another break are ordinary prose.
_PLACES = (
    (r"\A", rf"[{_SIGNS}\t\r\n]"),
    (r"(?<=[,;\r\n])", rf"[{_SIGNS}\t\r]"),
    (r"(?<=\t)", rf"[{_SIGNS}]"),
)
_BARE = tuple(re.compile(f"{start}({_NOTHING})(?={sign})") for start, sign in _PLACES)
_GUARDED = tuple(re.compile(f"{start}({_NOTHING}){GUARD}(?={sign})") for start, sign in _PLACES)


def guarded(text: str) -> str:
    """`text` with a guard wherever a spreadsheet might begin to compute; mostly it is the text itself."""
    for place in _BARE:
        text = place.sub(rf"\1{GUARD}", text)
    return text


def plain(text: str) -> str:
    """The text that `guarded` made this cell of."""
    for place in _GUARDED:
        text = place.sub(r"\1", text)
    return text
