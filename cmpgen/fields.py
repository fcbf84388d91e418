"""The kinds of value that fields of the volunteers' files hold: text in, a number, a date, a link or a flag out.

Every scalar arrives as text and becomes something else only here.
A value that is refused raises with the code of a page in `cmpgen/checks/` as its type.
"""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from cmpgen.diagnostics import nearest
from cmpgen.ids import DEVICES, ID, LANGUAGE_TAG, LONGEST_ID, PHOTO_NAME, bad_id, is_id
from cmpgen.yamltree.lines import clip

LONGEST_LINK = 2000
LONGEST_NAME = 300


def kind_of(value: object) -> str:
    """What a volunteer would call the shape of this value."""
    kinds = {"str": "text", "dict": "lines of 'name: value'", "list": "a list"}
    return kinds.get(type(value).__name__, "something else")


def _refuse(code: str, **facts: object) -> PydanticCustomError:
    return PydanticCustomError(code, code, facts)


def _expect_text(value: object) -> str:
    if not isinstance(value, str):
        raise _refuse("wrong-shape", expected="text", found=kind_of(value))
    return value


def _line(value: object) -> str:
    words = _expect_text(value)
    if len(words) > LONGEST_NAME:
        raise _refuse("too-long", length=len(words), limit=LONGEST_NAME)
    return words


def _text(value: object) -> dict[str, str]:
    """A plain string stands for the default language, here under the empty tag; languages may be without words."""
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, dict):
        raise _refuse("wrong-shape", expected="text, or a text for each language", found=kind_of(value))
    for tag, words in value.items():
        # A language without words is an absent one; a sentence that ends in a colon is not.
        if words == "" and not LANGUAGE_TAG.fullmatch(tag):
            raise _refuse("colon-in-text", inside=tag, words=clip(f"{tag}:"), case="last")
    return value


def _id(value: object) -> str:
    word = _expect_text(value)
    if not is_id(word):
        raise _refuse("bad-id", **bad_id(word))
    return word


def _whole(value: object) -> int:
    word = _expect_text(value)
    if not re.fullmatch(r"-?[0-9]{1,9}", word, re.ASCII):
        raise _refuse("bad-number", word=word)
    return int(word)


def _counting(value: object) -> int:
    number = _whole(value)
    if number < 1:
        raise _refuse("bad-number", word=str(value))
    return number


def _percentage(value: object) -> int:
    word = _expect_text(value)
    if not re.fullmatch(r"[0-9]{1,3}%", word, re.ASCII) or int(word[:-1]) > 100:
        raise _refuse("bad-percentage", word=word)
    return int(word[:-1])


def _date(value: object) -> datetime.date:
    word = _expect_text(value)
    if not is_date(word):
        raise _refuse("bad-date", word=word)
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
        raise _refuse("unknown-value", word=word, choices="true, false", nearest="")
    return word.lower() == "true"


def _link(value: object) -> str:
    word = _expect_text(value)
    if not is_link(word):
        raise _refuse("bad-link", link=word)
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


def _address(value: object) -> str:
    word = _expect_text(value)
    if not re.fullmatch(ADDRESS, word) or len(word) > 254:
        raise _refuse("bad-address", address=word)
    return word


def _wikidata(value: object) -> str:
    word = _expect_text(value)
    if not re.fullmatch(r"Q[1-9][0-9]{0,14}", word, re.ASCII):
        raise _refuse("bad-wikidata", word=word)
    return word


def _photo_name(value: object) -> str:
    word = _expect_text(value)
    stem = word.partition(".")[0].lower()
    if not PHOTO_NAME.fullmatch(word) or ".." in word or stem in DEVICES:
        raise _refuse("bad-photo-name", name=word)
    return word


def _language(value: object) -> str:
    word = _expect_text(value)
    if word and not LANGUAGE_TAG.fullmatch(word):
        raise _refuse("bad-language", word=word)
    return word


def one_or_several(value: object) -> object:
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class OneOf:
    """Annotates a text that may only be one of these words."""

    choices: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        # A YAML editor sees the number 1 where a volunteer typed the word.
        return {"enum": [*self.choices, *(int(each) for each in self.choices if each.isdecimal())]}

    def _checked(self, word: str) -> str:
        # All choices are in small letters; whoever writes a capital means the same.
        choice = word.strip().lower()
        if choice not in self.choices:
            near = nearest(word, self.choices)
            raise _refuse("unknown-value", word=word, choices=", ".join(self.choices), nearest=near)
        return choice


def one_of(*choices: str) -> OneOf:
    """An annotation that accepts these words only."""
    return OneOf(choices)


def _seen_as(pattern: str = "", *types: str, **more: object) -> WithJsonSchema:
    """How YAML editors see a scalar: they take some texts for numbers or flags, and an empty one for null."""
    types = types or ("string", "number", "boolean")
    return WithJsonSchema({"type": [*types], **({"pattern": f"^(?:{pattern})$"} if pattern else {}), **more})


SCALAR: dict[str, Any] = {"type": ["string", "number", "boolean"]}
TEXT = {"anyOf": [SCALAR, {"type": "object", "additionalProperties": {"type": [*SCALAR["type"], "null"]}}]}
DAY = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9])"
ADDRESS = r"[^\s@<>\x22'\\,;:()\[\]]+@[\w-]+(?:\.[\w-]+)+"
Line = Annotated[str, BeforeValidator(_line), _seen_as(maxLength=LONGEST_NAME)]
Id = Annotated[str, BeforeValidator(_id), _seen_as(ID, "string", "number", maxLength=LONGEST_ID)]
Words = Annotated[str, BeforeValidator(_expect_text), _seen_as()]
Text = Annotated[dict[str, Words], BeforeValidator(_text), WithJsonSchema(TEXT)]
Whole = Annotated[int, BeforeValidator(_whole), _seen_as("-?[0-9]{1,9}", "integer", "string")]
Counting = Annotated[int, BeforeValidator(_counting), _seen_as("0*[1-9][0-9]{0,8}", "integer", "string", minimum=1)]
Percentage = Annotated[int, BeforeValidator(_percentage), _seen_as("0?[0-9]{1,2}%|100%", "string")]
Date = Annotated[datetime.date, BeforeValidator(_date), _seen_as(f"[0-9]{{4}}-(?:{DAY})", "string")]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": [True, False, "true", "false"]})]
Link = Annotated[
    str,
    BeforeValidator(_link),
    _seen_as(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\x22\\^`{|}]+", "string", maxLength=LONGEST_LINK),
]
Address = Annotated[str, BeforeValidator(_address), _seen_as(ADDRESS, "string", maxLength=254)]
Language = Annotated[str, BeforeValidator(_language), _seen_as(LANGUAGE_TAG.pattern, "string")]
Wikidata = Annotated[str, BeforeValidator(_wikidata), _seen_as("Q[1-9][0-9]{0,14}", "string")]
PhotoName = Annotated[
    str, BeforeValidator(_photo_name), _seen_as(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9_.-]{0,99}", "string")
]
