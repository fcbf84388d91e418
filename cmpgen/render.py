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
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any, NamedTuple

import jinja2
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, meta, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Template, TemplateModule
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from cmpgen import i18n, shelf
from cmpgen.headers import POLICY
from cmpgen.model import Words
from cmpgen.pages import Page

STYLES = ("tokens.css", "base.css", "layout.css")
"""The style sheets that stand before those of the parts, in this order."""

LONGEST_KEPT = 200
"""Longer words are hardly ever shown twice."""

REMEMBERED = ("gettext", "ngettext", "number", "percent", "bdi", "prose", "say")
"""What templates call again and again with the same values; each is kept for some thousands of them."""

Prose = Callable[[str, int], Markup]


class Renderer:
    """Renders pages in any language; of two templates of one name that in the earlier theme folder is used."""

    def __init__(self, themes: Sequence[Path], catalogues: i18n.Catalogues, prose: Prose) -> None:
        self._loader = FileSystemLoader([theme / "templates" for theme in themes])
        self._catalogues = catalogues
        self._prose = prose
        self._environments: dict[str, Environment] = {}
        self._compiled: dict[tuple[str | None, str], CodeType] = {}

    def render(self, page: Page) -> str:
        """The page as HTML. A fault in a template raises, as Jinja does."""
        return self.environment(page.language).get_template(page.template).render(page.context)

    def environment(self, language: str) -> Environment:
        """The Jinja environment for pages in `language`."""
        if language not in self._environments:
            environment = _Shared(
                self._compiled,
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


class _Direct(CodeGenerator):
    """Generates code that asks values for what they hold, and calls them, directly.

    Jinja's own code goes through functions that also look for items, undefined values and special arguments: a third of
    the time that a page takes. Templates here see frozen values and plain functions; what a value does not have is an
    error as before.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (Jinja's own name for it)
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        self.visit(node.node, frame)
        written, self.stream = self.stream, io.StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        arguments, self.stream = self.stream.getvalue(), written
        self.write(f"({arguments.removeprefix(', ')})")


_FUNCTIONS = (BuiltinFunctionType, FunctionType, MethodType)
_as_markup = functools.partial(str.__new__, Markup)
_escaped_text = functools.lru_cache(maxsize=16_384)(escape)


def escaped(value: object) -> Markup:
    """`value` as HTML; what is HTML already as it is. Names, addresses and labels are escaped once for many pages."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return _escaped_text(value) if len(value) < LONGEST_KEPT else escape(value)  # type: ignore[arg-type]
    if kind in _FUNCTIONS:
        # A name that a value does not have may be one of its methods, such as a tuple's `index`.
        raise AttributeError(f"a template shows a function: {value.__qualname__}")  # type: ignore[attr-defined]
    return escape(value)


class _Place(NamedTuple):
    """All that `parts/position.html` may say of a stance or a share: most pages say the same few things again."""

    kind: str
    option: int
    steps: int
    words: Words


def _remembered(macro: Callable[[_Place], Markup]) -> Callable[[Any], Markup]:
    """The macro of `parts/position.html`, which renders each position once."""
    known = functools.lru_cache(maxsize=4096)(macro)
    return lambda shown: known(_Place(shown.kind, shown.option, shown.steps, shown.words))


def _direct(macro: Any) -> Any:
    """The macro as a plain function, where it is called with all its arguments by place, as nearly always."""
    if not isinstance(macro, Macro) or macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro
    count, written = len(macro.arguments), macro._func

    def call(*values: Any, **named: Any) -> Any:
        if named or len(values) != count:
            return macro(*values, **named)
        return _as_markup(written(*values))

    return call


class _Template(Template):
    """A template whose macros are made once: all templates of an environment know the same names."""

    def _get_default_module(self, ctx: Any = None) -> TemplateModule:
        if self._module is None:
            module = super()._get_default_module()
            module.__dict__.update({name: _direct(each) for name, each in module.__dict__.items()})
            if self.name == "parts/position.html":
                module.__dict__["position"] = _remembered(module.__dict__["position"])
        return self._module  # type: ignore[return-value]  # made above


class _Shared(Environment):
    """An environment that compiles a template once for all languages, each of which has an environment of its own."""

    code_generator_class = _Direct
    template_class = _Template

    def __init__(self, compiled: dict[tuple[str | None, str], CodeType], **options: Any) -> None:
        super().__init__(**options)
        self._compiled = compiled

    def compile(
        self, source: Any, name: str | None = None, filename: str | None = None, *rest: Any, **more: Any
    ) -> Any:
        if not isinstance(source, str):
            return super().compile(source, name, filename, *rest, **more)
        if (name, source) not in self._compiled:
            make = functools.partial(super().compile, source, name, filename, *rest, **more)
            self._compiled[name, source] = shelf.kept_code(str(filename), f"{_generator()}\0{source}", make)
        return self._compiled[name, source]

    def _compile(self, source: str, filename: str) -> CodeType:
        # On the first line, so that all others keep their numbers.
        imports, _, rest = source.partition("\n")
        return super()._compile(f"{imports}; from cmpgen.render import escaped as escape\n{rest}", filename)


@functools.cache
def _generator() -> str:
    """What the code of a template rests on beside the template."""
    return f"{jinja2.__version__} {Path(__file__).read_text(encoding='utf-8')}"


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
    environment = Environment(loader=FileSystemLoader([each / "templates" for each in themes]), autoescape=True)
    direct: dict[str, set[str]] = {}
    for name in names:
        try:
            source = environment.loader.get_source(environment, name)[0]  # type: ignore[union-attr]  # it has one
            found = {*meta.find_referenced_templates(environment.parse(source))}
        except (TemplateError, ValueError, OSError):
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


def stylesheet(themes: Sequence[Path]) -> str:
    """All style sheets of these themes as one, static/css/main.css to the pages; parts in the order of their names."""
    files: dict[str, Path] = {}
    for theme in themes:
        for path in (theme / "static" / "css").rglob("*.css"):
            files.setdefault(path.relative_to(theme / "static" / "css").as_posix(), path)
    rest = sorted(files.keys() - set(STYLES))
    return "\n".join(files[name].read_text(encoding="utf-8") for name in (*STYLES, *rest) if name in files)
