"""The kinds of value that fields of the volunteers' files hold: text in, a number, a date, a link or a flag out.

Every scalar arrives as text and becomes something else only here.
A value that is refused raises `Refusal`, with the code of a page in `cmpgen/checks/`.
"""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

from cmpgen.diagnostics import nearest
from cmpgen.ids import DEVICES, ID, LANGUAGE_TAG, LONGEST_ID, PHOTO_NAME, bad_id, is_id
from cmpgen.kinds import ONE_LINE, TEXT, Before, Kind, Refusal, wrong_shape
from cmpgen.yamltree.lines import clip

LONGEST_LINK = 2000
LONGEST_NAME = 300
MOST = 999_999_999
"""The largest number."""


def _expect_text(value: object) -> str:
    if not isinstance(value, str):
        raise wrong_shape(TEXT, value)
    return value


def _short(value: object) -> str:
    words = _expect_text(value)
    if len(words) > LONGEST_NAME:
        raise Refusal("too-long", length=len(words), limit=LONGEST_NAME)
    return words


def _line(value: object) -> str:
    # Below a bar, even one line ends with a line feed.
    words = _short(value).strip("\n")
    if "\n" in words:
        raise Refusal("wrong-shape", expected=ONE_LINE, found="several lines")
    return words


def _text(value: object) -> dict[str, str]:
    """A plain string stands for the default language, here under the empty tag; languages may be without words."""
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, dict):
        raise wrong_shape(f"{TEXT}, or a text for each language", value)
    for tag, words in value.items():
        # A language without words is an absent one; a sentence that ends in a colon is not.
        if words == "" and not LANGUAGE_TAG.fullmatch(tag):
            raise Refusal("colon-in-text", inside=tag, words=clip(f"{tag}:"), case="last")
    return value


def _id(value: object) -> str:
    word = _expect_text(value)
    if not is_id(word):
        raise Refusal("bad-id", **bad_id(word))
    return word


def _whole(value: object) -> int:
    word = _expect_text(value)
    if not re.fullmatch(r"-?[0-9]{1,9}", word, re.ASCII):
        raise Refusal("bad-number", word=word)
    return int(word)


def _counting(value: object) -> int:
    number = _whole(value)
    if number < 1:
        raise Refusal("bad-number", word=str(value))
    return number


def _percentage(value: object) -> int:
    word = _expect_text(value)
    if not re.fullmatch(r"[0-9]{1,3}%", word, re.ASCII) or int(word[:-1]) > 100:
        raise Refusal("bad-percentage", word=word)
    return int(word[:-1])


def _date(value: object) -> datetime.date:
    word = _expect_text(value)
    if not is_date(word):
        raise Refusal("bad-date", word=word)
    return datetime.date.fromisoformat(word)


def is_date(word: str) -> bool:
    """Whether `word` is a day that there is, as year, month and day."""
    # fromisoformat alone also reads 20270506 and 2027-W18-4, which few people can.
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word, re.ASCII):
        return False
    try:
        datetime.date.fromisoformat(word)
    except ValueError:
        return False
    return True


def _flag(value: object) -> bool:
    word = _expect_text(value)
    if word.lower() not in ("true", "false"):
        raise Refusal("unknown-value", word=word, choices="true, false", nearest="")
    return word.lower() == "true"


def _link(value: object) -> str:
    word = _expect_text(value)
    if not is_link(word):
        raise Refusal("bad-link", link=word)
    return word


def _base(value: object) -> str:
    """A link that the addresses of pages begin with."""
    word = _link(value)
    if "?" in word or "#" in word:
        raise Refusal("bad-link", link=word, case="base")
    # Browsers go up for `%2e%2e` too.
    if any(unquote(step) in (".", "..") for step in word.split("/")):
        raise Refusal("bad-link", link=word, case="steps")
    return word


_ASCII = re.compile(r"""[^\x00-\x20\x7f<>"\\^`{|}]*""")


def _is_odd(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf") or char in '<>"\\^`{|}'


def is_link(word: str) -> bool:
    """Whether `word` is a whole http or https address that a browser reads as it is written."""
    return len(word) <= LONGEST_LINK and _is_link(word)


@functools.lru_cache(maxsize=4096)
def _is_link(word: str) -> bool:
    try:
        parts = urlsplit(word)
        _ = parts.port
    except ValueError:
        return False
    plain = _ASCII.fullmatch(word) if word.isascii() else not any(map(_is_odd, word))
    host = parts.hostname or ""
    return (
        bool(plain)
        and parts.scheme in ("http", "https")
        and word.lower().startswith(f"{parts.scheme}://")
        and "@" not in parts.netloc
        and bool(re.fullmatch(r"[\w.-]+|[0-9a-f:.]+", host))
        and host.strip(".-") != ""
    )


def _branch(value: object) -> str:
    word = _line(value)
    if not re.fullmatch(BRANCH, word):
        raise Refusal("bad-branch", word=word)
    return word


def _address(value: object) -> str:
    word = _expect_text(value)
    if not re.fullmatch(ADDRESS, word) or len(word) > 254:
        raise Refusal("bad-address", address=word)
    return word


def _wikidata(value: object) -> str:
    word = _expect_text(value)
    if not re.fullmatch(r"Q[1-9][0-9]{0,14}", word, re.ASCII):
        raise Refusal("bad-wikidata", word=word)
    return word


def _photo_name(value: object) -> str:
    word = _expect_text(value)
    stem = word.partition(".")[0].lower()
    if not PHOTO_NAME.fullmatch(word) or ".." in word or stem in DEVICES:
        raise Refusal("bad-photo-name", name=word)
    return word


def _language(value: object) -> str:
    word = _expect_text(value)
    if word and not LANGUAGE_TAG.fullmatch(word):
        raise Refusal("bad-language", word=word)
    return word


def one_of(*choices: str) -> Kind:
    """A text that may only be one of these words."""

    def read(value: object) -> str:
        word = _line(value)
        # All choices are in small letters; whoever writes a capital means the same.
        choice = word.strip().lower()
        if choice not in choices:
            near = nearest(word, choices)
            raise Refusal("unknown-value", word=word, choices=", ".join(choices), nearest=near)
        return choice

    # A YAML editor sees the number 1 where a volunteer typed the word.
    return Kind(read, {"enum": [*choices, *(int(each) for each in choices if each.isdecimal())]})


def _seen_as(pattern: str = "", *types: str, **more: object) -> dict[str, Any]:
    """How YAML editors see a scalar: they take some texts for numbers or flags, and an empty one for null."""
    types = types or ("string", "number", "boolean")
    return {"type": [*types], **({"pattern": f"^(?:{pattern})$"} if pattern else {}), **more}


def or_text(whole: dict[str, Any]) -> dict[str, Any]:
    """How editors see a value that has a plain text as its short form."""
    return {"anyOf": [_seen_as(), whole]}


one_or_several = Before(
    lambda value: [value] if isinstance(value, str) else value, lambda part: {"anyOf": [part["items"], part]}
)
"""Annotates a list of texts that may also be one text."""
DAY = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9])"
ADDRESS = r"[^\s@<>\x22'\\,;:()\[\]]+@[\w-]+(?:\.[\w-]+)+"
# As in `git check-ref-format --branch`.
BRANCH = r"(?![-./]|@$|.*(?:\.\.|//|/\.|@\{|\.lock(?:/|$)|[./]$))[^\x00-\x20\x7f~^:?*\[\\]+"
SEVERAL_LINES = {"type": "string", "pattern": r"[^\n]\n+[^\n]"}
Line = Annotated[str, Kind(_line, _seen_as(maxLength=LONGEST_NAME) | {"not": SEVERAL_LINES})]
# What another file calls a thing may well have several lines.
SourceId = Annotated[str, Kind(_short, _seen_as(maxLength=LONGEST_NAME))]
Id = Annotated[str, Kind(_id, _seen_as(ID, "string", "integer", maxLength=LONGEST_ID, minimum=0))]
Words = Annotated[str, Kind(_expect_text, _seen_as())]
Text = Annotated[dict[str, Words], Before(_text, or_text)]
Lines = Annotated[list[Line], one_or_several]
Whole = Annotated[int, Kind(_whole, _seen_as("-?[0-9]{1,9}", "integer", "string", minimum=-MOST, maximum=MOST))]
Counting = Annotated[int, Kind(_counting, _seen_as("0*[1-9][0-9]{0,8}", "integer", "string", minimum=1, maximum=MOST))]
Percentage = Annotated[int, Kind(_percentage, _seen_as("0?[0-9]{1,2}%|100%", "string"))]
Date = Annotated[datetime.date, Kind(_date, _seen_as(f"[0-9]{{4}}-(?:{DAY})", "string"))]
Flag = Annotated[bool, Kind(_flag, {"enum": [True, False, "true", "false"]})]
Link = Annotated[
    str, Kind(_link, _seen_as(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\x22\\^`{|}]+", "string", maxLength=LONGEST_LINK))
]
STEPS = r"(?!.*/(?:\.|%2[Ee]){1,2}(?:/|$))"
Base = Annotated[
    str,
    Kind(_base, _seen_as(STEPS + r"[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\x22\\^`{|}?#]+", "string", maxLength=LONGEST_LINK)),
]
Branch = Annotated[str, Kind(_branch, _seen_as(BRANCH, maxLength=LONGEST_NAME))]
Address = Annotated[str, Kind(_address, _seen_as(ADDRESS, "string", maxLength=254))]
Language = Annotated[str, Kind(_language, _seen_as(LANGUAGE_TAG.pattern, "string"))]
Wikidata = Annotated[str, Kind(_wikidata, _seen_as("Q[1-9][0-9]{0,14}", "string"))]
PhotoName = Annotated[str, Kind(_photo_name, _seen_as(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", "string"))]
