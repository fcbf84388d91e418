"""Pages → HTML, by the theme's Jinja templates; every value is escaped, and an undefined one is an error.

A template sees, beside the page's own values,

    _("words"), ngettext("one", "many", n)      the interface's words; %(name)s is filled in and escaped
    day(date), number(n), percent(n)            as the language writes them
    say(words), lang(words)                     a text, its language marked where it is not the page's; the mark alone
    bdi(name)                                   a name, kept apart from the direction of the words around it
    prose(words, heading_from)                  Markdown, made safe
    slot(name)                                  an empty span that a script fills in
    speech(tag), its_own_name(tag)              a language's direction, and what it calls itself
    interface, policy                           the tag of the interface's words, and the content security policy

The interface has no words in a language without a catalogue: such a page is marked as English, and what volunteers
wrote carries its own language.
"""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import jinja2
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, meta
from markupsafe import Markup, escape

from cmpgen import i18n, shelf
from cmpgen.codegen import Direct, pieces
from cmpgen.headers import POLICY
from cmpgen.model import Words
from cmpgen.pages import Page
from cmpgen.theme import OWN, STATIC, TEMPLATES, BadFile, blame, is_published, unusable

STYLES = ("tokens.css", "base.css", "layout.css")
"""The style sheets that stand before those of the parts, in this order."""

REMEMBERED = ("gettext", "ngettext", "number", "percent", "bdi", "prose", "say", "slot")
"""What templates call again and again with the same values; each is kept for some thousands of them."""

Prose = Callable[[str, int], Markup]


class Made(NamedTuple):
    """A page in UTF-8, and the texts that it is put together from, in their order; many are on other pages too."""

    content: bytes
    pieces: Sequence[str]


class Renderer:
    """Renders pages in any language; of two templates of one name that in the earlier theme folder is used."""

    def __init__(self, themes: Sequence[Path], catalogues: i18n.Catalogues, prose: Prose) -> None:
        self._loader = FileSystemLoader([theme / TEMPLATES for theme in themes])
        self._themes = themes
        self._catalogues = catalogues
        self._prose = prose
        self._environments: dict[str, Environment] = {}
        self._compiled: dict[tuple[str | None, str], CodeType] = {}

    def render(self, page: Page) -> str:
        """The page as HTML. A fault in a template raises, as Jinja does; `BadFile` in one of the project's own."""
        return "".join(self._pieces(page))

    def _pieces(self, page: Page) -> list[str]:
        try:
            return pieces(self.environment(page.language).get_template(page.template), page.context)
        except Exception as fault:
            bad = blame(fault, self._themes)
            if bad is None:
                raise
            raise bad from fault

    def made(self, page: Page) -> Made:
        """The same as UTF-8, and the texts that it is put together from."""
        texts = self._pieces(page)
        try:
            # One dash in a page's title would make all of it twice as wide, if it were joined as text.
            return Made(b"".join(map(str.encode, texts)), texts)
        except UnicodeEncodeError as fault:
            raise blame(fault, self._themes) or fault from fault

    def fault(self, name: str) -> BadFile | None:
        """What is wrong with a template as far as it shows before a page is made with it."""
        try:
            self.environment(i18n.SOURCE).get_template(name)
        except Exception as fault:
            return blame(fault, self._themes)
        return None

    def environment(self, language: str) -> Environment:
        """The Jinja environment for pages in `language`."""
        if language not in self._environments:
            environment = Direct(
                self._compiled,
                self._themes[-1],
                loader=self._loader,
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=False,
            )
            environment.globals.update(Speech(language, self._catalogues, self._prose).names())
            self._environments[language] = environment
        return self._environments[language]


class Speech:
    """What templates say in one language; each public name of an instance is a name that templates know."""

    policy = POLICY
    its_own_name = staticmethod(i18n.own_name)
    speech = staticmethod(i18n.direction)

    def __init__(self, language: str, catalogues: i18n.Catalogues, prose: Prose) -> None:
        catalogue = i18n.spoken(language, catalogues)
        known = language.partition("-")[0] == catalogue.language.partition("-")[0]
        self.interface = language if known else catalogue.language
        # English of no country in particular writes the day before the month.
        self._locale = i18n.locale("en-001" if self.interface == "en" else self.interface)
        self._catalogue = catalogue
        self._prose = prose
        # Translations are words, not HTML: once escaped, they escape what is filled in.
        self._plain: dict[str, Markup] = {}
        self._marked: dict[str, Markup] = {self.interface: Markup(), "": Markup()}
        self._days: dict[datetime.date, Markup] = {}

    def names(self) -> dict[str, object]:
        """What to put among a Jinja environment's globals."""
        public = {name: getattr(self, name) for name in dir(self) if not name.startswith("_") and name != "names"}
        # Most sentences, numbers and names are said on page after page.
        kept = {name: functools.lru_cache(maxsize=8192, typed=True)(public[name]) for name in REMEMBERED}
        return {**public, **kept, "_": kept["gettext"]}

    def gettext(self, message: str, **values: object) -> Markup:
        if not values:
            if message not in self._plain:
                self._plain[message] = escape(self._catalogue.one(message)) % {}
            return self._plain[message]
        return escape(self._catalogue.one(message)) % values

    def ngettext(self, one: str, others: str, number: int, **values: object) -> Markup:
        return escape(self._catalogue.many(one, others, number)) % {"num": self.number(number), **values}

    def day(self, date: datetime.date) -> Markup:
        if date not in self._days:
            # A date that breaks across lines reads as two numbers.
            words = format_date(date, self._style(date), locale=self._locale).replace(" ", "\u00a0")
            self._days[date] = Markup('<time datetime="{}">{}</time>').format(date.isoformat(), words)
        return self._days[date]

    def _style(self, date: datetime.date) -> str:
        # Babel does not know that the first of a French month is an ordinal.
        return "d'er' MMMM y" if self._locale.language == "fr" and date.day == 1 else "long"

    def number(self, number: int) -> str:
        return format_decimal(number, locale=self._locale).replace("-", "\u2212")

    def percent(self, percentage: int) -> str:
        return format_percent(Decimal(percentage) / 100, locale=self._locale)

    def say(self, words: Words) -> Markup:
        marked = self.lang(words)
        return Markup("<span{}>{}</span>").format(marked, words.words) if marked else escape(words.words)

    def lang(self, words: Words) -> Markup:
        tag = words.language
        if tag not in self._marked:
            other, own = i18n.direction(tag), i18n.direction(self.interface)
            turned = Markup(' dir="{}"').format(other) if other != own else Markup()
            self._marked[tag] = Markup(' lang="{}"').format(tag) + turned
        return self._marked[tag]

    def bdi(self, name: str) -> Markup:
        return Markup("<bdi>{}</bdi>").format(name)

    def prose(self, words: Words, heading_from: int) -> Markup:
        return self._prose(words.words, heading_from)

    def slot(self, name: str) -> Markup:
        return Markup('<span data-slot="{}"></span>').format(name)


def reach(themes: Sequence[Path], names: Sequence[str]) -> dict[str, set[str]] | None:
    """All templates that each of these is made with; None where their texts do not tell."""
    environment = Environment(loader=FileSystemLoader([each / TEMPLATES for each in themes]), autoescape=True)
    direct: dict[str, set[str]] = {}
    for name in names:
        try:
            found = _named_in(environment, name)
        except (TemplateError, ValueError, OSError, RecursionError):
            return None
        direct[name] = {each for each in found if each is not None}
        if None in found:
            return None
    for reached in direct.values():
        waiting = [*reached]
        while waiting:
            new = direct.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
    return direct


def _named_in(environment: Environment, name: str) -> set[str | None]:
    """The templates that one names, None among them where only values tell; parsed once, for it takes a while."""
    source, filename, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]  # it has one

    def parsed() -> bytes:
        return json.dumps([*meta.find_referenced_templates(environment.parse(source))]).encode()

    return {*json.loads(shelf.kept(f"named in {filename}", f"{jinja2.__version__} {source}", parsed))}


def stylesheet(themes: Sequence[Path]) -> str:
    """All style sheets of these themes as one, static/css/main.css to the pages; parts in the order of their names."""
    files: dict[str, Path] = {}
    for theme in themes:
        folder = theme / STATIC / "css"
        for path in folder.rglob("*.css"):
            if path.is_file() and is_published(path.relative_to(folder)):
                files.setdefault(path.relative_to(folder).as_posix(), path)
    rest = sorted(files.keys() - set(STYLES))
    return "\n".join(_style(files[name], name) for name in (*STYLES, *rest) if name in files)


def _style(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as fault:
        raise unusable(f"{OWN}/{STATIC}/css/{name}", fault) from fault
