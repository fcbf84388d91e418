"""The interface's words in every language that the theme speaks, read from `theme/locale/<language>.po` with Babel.

English is the language of the message ids: `en.po` is extracted from the templates and the other catalogues are updated
from it (`make strings`), so its translations stay empty and each message stands for itself.
"""

from __future__ import annotations

import functools
import gettext
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import babel
from babel import Locale, UnknownLocaleError

from cmpgen import shelf
from cmpgen.theme import OWN, BadFile, unusable

SOURCE = "en"
"""The language of the message ids, which stands in wherever a catalogue or one of its messages is missing."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The interface's words in one language.

    `singular` holds a translation by message id, `plural` the forms by the id of the singular; neither holds an empty
    or fuzzy one. `form` gives the index of the plural form for a number.
    """

    language: str
    singular: Mapping[str, str] = field(default_factory=dict)
    plural: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[int], int] = lambda number: int(number != 1)

    def one(self, message: str) -> str:
        """`message` in this language, or itself."""
        return self.singular.get(message, message)

    def many(self, message: str, messages: str, number: int) -> str:
        """The form that fits `number`, in this language, or in English."""
        forms = self.plural.get(message)
        return forms[self.form(number)] if forms else (message if number == 1 else messages)


Catalogues = Mapping[str, Catalogue]


def read_catalogue(language: str, text: str, is_own: bool = False) -> Catalogue:
    """The catalogue written in `text`, a .po file. Raises `translation.Fault` where it is none.

    One that `is_own` to a project is looked at as well, as nobody has tested it.
    """
    name = f"{'own ' if is_own else ''}catalogue {language}"
    # What is sound, and what is taken from it, may be another in a later version.
    rests_on = "\0".join([_reader(), text])
    singular, plural, form = json.loads(shelf.kept(name, rests_on, functools.partial(_parsed, language, text, is_own)))
    return Catalogue(language, singular, {one: tuple(forms) for one, forms in plural.items()}, gettext.c2py(form))


@functools.cache
def _reader() -> str:
    """What a catalogue rests on beside its text."""
    texts = [Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("i18n.py", "translation.py")]
    return "\0".join([babel.__version__, *texts])


def _parsed(language: str, text: str, is_own: bool) -> bytes:
    """What a catalogue says, as JSON: its words, those with plurals, and its rule for these."""
    # Imported here, since catalogues seldom change: what was parsed once is kept.
    from cmpgen import translation

    found = (translation.read_own if is_own else translation.read)(language, text)
    singular: dict[str, str] = {}
    plural: dict[str, tuple[str, ...]] = {}
    for message in found:
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if not message.id or message.fuzzy or not all(forms):
            continue
        if isinstance(message.id, str):
            singular[message.id] = forms[0]
        else:
            plural[message.id[0]] = forms
    return json.dumps([singular, plural, found.plural_expr]).encode()


def read_catalogues(folders: Sequence[Path]) -> dict[str, Catalogue]:
    """The catalogues of these folders by language; what the earlier folder says of a message counts.

    Raises `BadFile` where one of a folder but the last cannot be read or used, OSError where another cannot be read.
    """
    *own, known = folders
    found = {path.stem: read_catalogue(path.stem, path.read_text(encoding="utf-8")) for path in _files(known)}
    for folder in reversed(own):
        for path in _files(folder):
            more = _own_catalogue(path, found.get(path.stem))
            base = found.get(path.stem, Catalogue(path.stem, form=more.form))
            singular, plural = {**base.singular, **more.singular}, {**base.plural, **more.plural}
            found[path.stem] = Catalogue(path.stem, singular, plural, base.form)
    return dict(sorted(found.items()))


def sound_catalogues(folders: Sequence[Path]) -> tuple[dict[str, Catalogue], BadFile | None]:
    """As `read_catalogues`, but where a project's own cannot be used those of the package alone, and what is wrong."""
    try:
        return read_catalogues(folders), None
    except BadFile as bad:
        return read_catalogues(folders[-1:]), bad


def _files(folder: Path) -> list[Path]:
    # What desktops put beside a file begins with a dot; what is no file, a build tells by itself.
    found = sorted(each for each in folder.glob("*.po") if not each.name.startswith("."))
    return [each for each in found if each.is_file() and not each.is_symlink()]


def _own_catalogue(path: Path, known: Catalogue | None) -> Catalogue:
    """A project's own catalogue; `known` is ours for the language, if there is one."""
    name = f"{OWN}/{path.parent.name}/{path.name}"
    try:
        catalogue = read_catalogue(path.stem, path.read_text(encoding="utf-8-sig"), is_own=True)
        form = (known or catalogue).form
        most = max(form(number) for number in range(1000))
        if any(len(each) <= most for each in catalogue.plural.values()):
            raise ValueError("a message has too few forms for its plural")
    except (UnicodeDecodeError, OSError) as fault:
        raise unusable(name, fault) from fault
    except (ValueError, TypeError, ArithmeticError, LookupError) as error:
        reason = str(error) or type(error).__name__
        raise BadFile("broken-theme", name, getattr(error, "line", 1), reason) from error
    return catalogue


def words(catalogues: Catalogues) -> dict[str, Mapping[str, str]]:
    """Translations by language and message id, without plurals: what the labels of built-in scales are taken from."""
    return {language: catalogue.singular for language, catalogue in catalogues.items()}


def spoken(language: str, catalogues: Catalogues) -> Catalogue:
    """The catalogue for pages in `language`: its own, else that of the language without its region, else English."""
    for tag in (language, language.partition("-")[0], SOURCE):
        if tag in catalogues:
            return catalogues[tag]
    return Catalogue(SOURCE)


@functools.cache
def locale(language: str) -> Locale:
    """Babel's knowledge of `language`, or of English where Babel has never heard of it."""
    for tag in (language, language.partition("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse(SOURCE)


@functools.cache
def own_name(language: str) -> str:
    """What a language calls itself, such as "français"; its tag where Babel does not know."""
    try:
        name = Locale.parse(language, sep="-").get_display_name()
    except (ValueError, UnknownLocaleError):
        name = None
    return name[:1].upper() + name[1:] if name else language


def direction(language: str) -> str:
    """ "rtl" where the language is written from right to left, else "ltr"."""
    return locale(language).text_direction
