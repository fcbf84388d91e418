"""The words of the interface as gettext's files hold them, read with Babel; a project's own are looked at before use.

Nobody has tested a project's own: what they would hide or break on a page is told with its line.
"""

from __future__ import annotations

import io
import re

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from cmpgen.ids import LANGUAGE_TAG

MOST_FORMS = 6
"""Forms of a plural; no language has more."""

_LINE = re.compile(r"""(?:msg(?:id|id_plural|str|ctxt|str\[\d\])\s+)?"(?:[^"\\]|\\.)*"\s*""")
_FORMS = re.compile(r"nplurals\s*=\s*(\d+)")
_FILLED = re.compile(r"%%|%\((\w+)\)s")


class Fault(ValueError):
    """Why a catalogue cannot be used, and the line, counted from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def read(language: str, text: str) -> Catalog:
    """What a .po file says. Raises `Fault` where it is none, or where Babel has never heard of the language."""
    try:
        return read_po(io.StringIO(text), locale=Locale.parse(language, sep="-"), abort_invalid=True)
    except PoFileError as error:
        raise Fault(error.lineno + 1, str(error).rpartition(" on ")[0]) from error
    except UnknownLocaleError as error:
        raise Fault(1, str(error)) from error
    except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as error:
        # Babel takes dates, numbers and rules in the message without words for sound.
        raise Fault(1, f"its head, the lines below the first msgstr, cannot be read ({error})") from error


def read_own(language: str, text: str) -> Catalog:
    """As `read`. Raises `Fault` also where what it says cannot be shown instead of the words that it stands for."""
    if not LANGUAGE_TAG.fullmatch(language):
        near = language.replace("_", "-")
        meant = f": call it {near}.po" if LANGUAGE_TAG.fullmatch(near) else ""
        raise Fault(1, f"it is not called by a language, such as fr.po or pt-BR.po{meant}")
    for number, line in enumerate(text.splitlines(), start=1):
        # Babel takes a line whose quotes nobody closes, and publishes what is left of it.
        if line.strip() and not line.lstrip().startswith("#") and not _LINE.fullmatch(line.strip()):
            raise Fault(number, f"this is no message between quotes: {line.strip()[:40]}")
        if (forms := _FORMS.search(line)) and int(forms[1]) > MOST_FORMS:
            raise Fault(number, f"no language has {forms[1][:9]} forms of a plural")
    found = read(language, text)
    for message in found:
        if message.id and not message.fuzzy:
            _check(message)
    return found


def _check(message: Message) -> None:
    asked = _filled("".join(_forms(message.id)))
    said = _forms(message.string)
    line = message.lineno or 1
    for words in filter(None, said):
        if not words.strip():
            raise Fault(line, "this says nothing")
        if "%" in _FILLED.sub("", words):
            raise Fault(line, "a percent sign that fills in nothing is written twice: %%")
        if _filled(words) - asked or (asked - _filled(words) and not message.pluralizable):
            wanted = ", ".join(f"%({each})s" for each in sorted(asked)) or "nothing"
            raise Fault(line, f"{wanted} is to be filled in here, just as in the msgid")
    if any(said) and not all(said):
        raise Fault(line, "a message has too few forms for its plural")


def _forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def _filled(words: str) -> set[str]:
    """The names of what is filled in."""
    return {*_FILLED.findall(words)} - {""}
