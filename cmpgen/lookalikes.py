"""Which words look like which: letters of other scripts that readers take for Latin ones.

The list is short: letters that the common fonts of screens draw alike, one for one.
It knows nothing of letters that only resemble each other in some fonts (rn and m), of other scripts, or of accents
that are easily overlooked; what it finds is worth a second look, what it does not find is no promise.

Source: Unicode Technical Standard 39, Security Mechanisms, section 4, of whose table this is a small part.
"""

from __future__ import annotations

import functools
import re
import unicodedata

_CYRILLIC = "аеорсухіјѕԁԛԝһӏАВЕКМНОРСТУХІЈЅҮԌӀ", "aeopcyxijsdqwhlABEKMHOPCTYXIJSYGI"
_GREEK = "ονραικυγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovpaikuyABEZHIKMNOPTYX"
_ARMENIAN = "օսհոց", "ouhng"
_LISU = "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHIJKLMNOPRSTUVWXYZ"
_CHEROKEE = "ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ", "ABCDEGHJKLMPRSTVWZ"
_ALIKE = str.maketrans(*(map("".join, zip(_CYRILLIC, _GREEK, _ARMENIAN, _LISU, _CHEROKEE, strict=True))))
_DIGITS = str.maketrans({"0": "o", "1": "l", "I": "l", "|": "l"})
_NO_WIDTH = "\u00ad\u034f\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\U000e0100-\U000e01ef"
_INVISIBLE = re.compile(f"[{_NO_WIDTH}]")
"""Characters without width: hints to fonts and to what breaks lines."""
_DRAWN_AS_NOTHING = "\u115f\u1160\u2800\u3164\uffa0"
_BLANK = re.compile(f"[{_DRAWN_AS_NOTHING}]")
"""Letters of Hangul and of Braille that are drawn as nothing, and look like a space."""
_NOTHING = rf"[\s{_NO_WIDTH}{_DRAWN_AS_NOTHING}]"
_GAP = re.compile(rf"\n{_NOTHING}*\n{_NOTHING}*\n")
"""Two blank lines in a row, or more."""
_WORD = re.compile(r"[^\W\d_]+")

_OF_SCRIPT = re.compile(r"(?:FULLWIDTH |HALFWIDTH )?(.+?)(?: CAPITAL| SMALL)? (?:LETTER|SYLLABLE|SYLLABICS)\b")
"""How Unicode calls a letter: by its script, which most ideographs and signs leave out."""

# In Japan and Korea these are written together with Latin letters, in one word.
_WRITTEN_TOGETHER = frozenset({"BOPOMOFO", "HANGUL", "HIRAGANA", "KATAKANA", "MODIFIER"})


def skeleton(words: str) -> str:
    """What a hurried reader sees: two texts with one skeleton are easily taken for each other.

    >>> skeleton("Аda Obi") == skeleton("Ada 0bi")
    True
    """
    plain = _BLANK.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", words)))
    return " ".join(plain.translate(_ALIKE).translate(_DIGITS).casefold().split())


def blank(words: str) -> str:
    """The first letter that is drawn as nothing and passes for a space, or the empty string.

    Hangul writes old syllables with two of these, and Braille has one between its words; there they are in place.

    >>> blank("Ada\\u3164Obi") == "\\u3164", blank("Ada Obi"), blank("\\u2801\\u2819\\u2800\\u2815\\u2803")
    (True, '', '')
    """
    if words.isascii():
        return ""
    for found in _BLANK.finditer(words):
        beside = words[max(0, found.start() - 1) : found.start()] + words[found.end() : found.end() + 1]
        first, last = "\u2801\u28ff" if found[0] == "\u2800" else "\u1100\u11ff"
        if not any(first <= each <= last for each in beside):
            return found[0]
    return ""


def without_gaps(words: str) -> str:
    """`words` with one blank line at most between two others, so that none stands alone, far below what it belongs to.

    >>> without_gaps("Never.\\n\\n \\u3164\\n\\n  Always.")
    'Never.\\n\\n  Always.'
    """
    return _GAP.sub("\n\n", words)


def without_lookalikes(words: str) -> str:
    """`words` with Latin letters for those that look like them.

    >>> without_lookalikes("Аda")
    'Ada'
    """
    return words.translate(_ALIKE)


def mixed(words: str) -> tuple[str, tuple[str, ...]] | None:
    """The first word whose letters come from several scripts, with these scripts; None where none does.

    >>> mixed("Jоhn Smith")
    ('Jоhn', ('Cyrillic', 'Latin'))
    >>> mixed("NHKから来た党")
    """
    if words.isascii():
        return None
    for word in _WORD.findall(unicodedata.normalize("NFC", words)):
        if word.isascii():
            continue
        scripts = {_script(letter) for letter in word} - {""}
        if len(scripts) > 1:
            return word, tuple(sorted(each.title() for each in scripts))
    return None


@functools.lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """What Unicode calls the script of a letter; empty for those that stand beside letters of any."""
    found = _OF_SCRIPT.match(unicodedata.name(letter, ""))
    return found[1] if found and found[1] not in _WRITTEN_TOGETHER else ""


@functools.lru_cache(maxsize=4096)
def poses_as(host: str) -> str:
    """The plain host name that this one can be taken for, or the empty string.

    >>> poses_as("xn--80ak6aa92e.com")
    'apple.com'
    """
    plain = shown(host)
    seen = unicodedata.normalize("NFKC", plain).translate(_ALIKE)
    return seen if seen != plain and seen.isascii() else ""


def shown(host: str) -> str:
    """A host name as a browser may show it.

    >>> shown("xn--mller-kva.example")
    'müller.example'
    """
    return ".".join(map(_decoded, host.lower().split(".")))


def _decoded(label: str) -> str:
    """A label as a browser may show it."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label
