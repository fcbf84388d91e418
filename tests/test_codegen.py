"""Templates come to the same whether Jinja's own code makes them or ours; what ours remembers is never another's."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
import pytest
from jinja2 import DictLoader, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from cmpgen import codegen
from cmpgen.codegen import Direct, escaped


class Card(NamedTuple):
    name: str
    withdrawn: bool = False


CARD = Card("Ada <Obi> & Söhne")
LONG = Card("<b>" * 100)

PARTS = {
    "parts/named.html": "{% macro named(name, root='/') %}<b>{{ root }}{{ name }}</b>{% endmacro %}",
    "parts/none.html": "{% set word = '<i>' %}{% macro nothing() %}{% endmacro %}",
    "parts/frame.html": "{% macro frame(title) %}<h1>{{ title }}</h1>{{ caller() }}{% endmacro %}",
    "parts/two.html": "{% macro one(x) %}[{{ x }}]{% endmacro %}"
    "{% macro two(x) %}{{ one(x) }}{{ one(x=x) }}{% endmacro %}",
    "parts/many.html": "{% macro many() %}{{ varargs|join('-') }}{{ kwargs['x'] }}{% endmacro %}",
    "base.html": "<title>{% block title %}{% endblock %}</title>{% block main %}{{ card.name }}{% endblock %}",
    "included.html": "{{ card.name }}",
    "speaking.html": "{{ _('Quiz') }}{{ bdi(card.name) }}{% for n in range(number(1)|length) %}{{ n }}{% endfor %}",
    "parts/asking.html": "{% macro asking() %}{{ card.name }}{{ _('Quiz') }}{% endmacro %}",
}
NAMED = '{% from "parts/named.html" import named %}'

TEMPLATES = {
    "text": "{{ card.name }} {{ long.name }} {{ 7 }} {{ card.withdrawn }}",
    "attribute": '<a title="{{ card.name }}">',
    "words": '{{ _("Quiz <&>") }} {{ _("Hello %(name)s", name=card.name) }}',
    "words behind a filter": '{{ _("Quiz")|upper }} {{ _("a") ~ card.name }}',
    "a global that returns text": "{{ number(7) }}",
    "a global that returns HTML": "{{ bdi(card.name) }}",
    "macro": NAMED + "{{ named(card.name, '<') }}{{ named(card.name, '<') }}",
    "macro with a default": NAMED + "{{ named(card.name) }}{{ named(card.name, root='&') }}{{ named(name=card.name) }}",
    "macro under another name": '{% from "parts/named.html" import named as other %}{{ other(card.name) }}',
    "macro of a module": '{% import "parts/named.html" as part %}{{ part.named(card.name) }}',
    "macro kept in a name": NAMED + "{% set it = named(card.name) %}{{ it }}{{ it|upper }}",
    "macro in an expression": NAMED + "{{ named(card.name) ~ card.name }}{{ named(named(card.name)) }}",
    "macro that says nothing": '{% from "parts/none.html" import nothing %}[{{ nothing() }}]',
    "what is no macro": '{% from "parts/none.html" import word %}{{ word }}',
    "macro with a caller": '{% from "parts/frame.html" import frame %}'
    "{% call frame(card.name) %}<p>{{ card.name }}</p>{% endcall %}",
    "macros of one file": '{% from "parts/two.html" import two %}{{ two(card.name) }}',
    "macro of any values": '{% from "parts/many.html" import many %}{{ many("<", 2, x=card.name) }}',
    "macro that calls itself": "{% macro down(n) %}{{ n }}{% if n %}{{ down(n - 1) }}{% endif %}{% endmacro %}"
    "{{ down(3) }}",
    "blocks": '{% extends "base.html" %}' + NAMED + "{% block title %}{{ card.name }}{% endblock %}{% block main %}"
    "{{ super() }}{% for each in [card, long] %}{{ loop.index }}{{ named(each.name) }}{% endfor %}{% endblock %}",
    "a macro hidden by a loop": NAMED + "{% for named in ['<'] %}{{ named }}{% endfor %}",
    "include": "{% include 'included.html' %}{% set x %}<b>{{ card.name }}</b>{% endset %}{{ x }}",
    "include of what speaks": "{% include 'speaking.html' %}{% set n = 7 %}{% include 'speaking.html' %}",
    "include of one of several": "{% include ['no.html', 'speaking.html'] %}{% include 'no.html' ignore missing %}",
    "import with context": "{% from 'parts/asking.html' import asking with context %}{{ asking() }}",
    "module with context": "{% import 'parts/asking.html' as part with context %}{{ part.asking() }}",
    "a block that is said again": '{% extends "base.html" %}{% block title %}{{ _("Quiz") }}{% endblock %}'
    "{% block main %}{{ self.title() }}{{ range(3)|list }}{% endblock %}",
    "conditions": "{% if card.withdrawn %}a{% elif card %}{{ 'yes' if card else '' }}{% else %}c{% endif %}",
    "signs of the code": "t_piece.append( t_piece.extend(({{ card.name }}yield concat((",
    "signs of the code alone": "t_piece.extend(",
    "braces": "{{ '{}%s%%' }}%s {}",
    "nothing": "",
}


OWN = Path("/theme")


def names(language: str = "") -> dict[str, Any]:
    return {
        "_": lambda words, **values: escape(f"{language}{words}") % values,
        "bdi": lambda name: Markup("<bdi>{}</bdi>").format(name),
        "number": lambda number: f"<{number}>",
    }


def environment(templates: dict[str, str], kind: Any, language: str = "") -> jinja2.Environment:
    options: dict[str, Any] = {"loader": DictLoader({**PARTS, **templates}), "undefined": StrictUndefined}
    made: jinja2.Environment = kind(autoescape=True, trim_blocks=True, lstrip_blocks=True, **options)
    made.globals.update(names(language))
    return made


def ours(templates: dict[str, str], compiled: dict[Any, Any] | None = None, language: str = "") -> jinja2.Environment:
    kept = {} if compiled is None else compiled
    return environment(templates, lambda **options: Direct(kept, OWN, **options), language)


def said(of: jinja2.Environment, name: str) -> str:
    words = of.get_template(name).render(card=CARD, long=LONG)
    if isinstance(of, Direct):
        assert "".join(codegen.pieces(of.get_template(name), {"card": CARD, "long": LONG})) == words
    return words


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_says_what_jinja_makes_of_it(name: str) -> None:
    there, here = environment(TEMPLATES, jinja2.Environment), ours(TEMPLATES)

    assert said(here, name) == said(there, name)
    assert said(here, name) == said(there, name)


@pytest.mark.parametrize(
    "source",
    [
        "{{ nobody }}",
        "{{ card.age }}",
        "{{ card.name() }}",
        '{% from "parts/named.html" import nobody %}{{ nobody(1) }}',
        NAMED + "{{ named() }}",
        NAMED + "{{ named(1, 2, 3) }}",
        "{% for each in nobody %}{% endfor %}",
        '{% from "parts/nowhere.html" import it %}{{ it() }}',
    ],
)
def test_what_is_not_there_is_an_error_as_in_jinja(source: str) -> None:
    for of in (environment({"x": source}, jinja2.Environment), ours({"x": source})):
        with pytest.raises((UndefinedError, AttributeError, TypeError, jinja2.TemplateNotFound)):
            said(of, "x")


def test_a_fault_has_the_line_of_its_template() -> None:
    with pytest.raises(UndefinedError) as raised:
        said(ours({"x": f"{NAMED}\n\n{{{{ named(card.name) }}}}\n{{{{ nobody }}}}\n"}), "x")

    assert [each.lineno + 1 for each in raised.traceback if str(each.path) == "<template>"][-1] == 4


def test_templates_are_compiled_once_and_speak_each_language() -> None:
    compiled: dict[Any, Any] = {}
    source = {"x": '{{ _("Quiz") }}' + NAMED + "{{ named(_('Home')) }}"}

    found = [said(ours(source, compiled, language), "x") for language in ("fr ", "<de> ")]

    assert found == ["fr Quiz<b>/fr Home</b>", "&lt;de&gt; Quiz<b>/&lt;de&gt; Home</b>"]
    assert len(compiled) == 2


def test_what_is_remembered_tells_html_from_text_and_numbers_from_truth(monkeypatch) -> None:
    monkeypatch.setitem(codegen.REMEMBERED, "parts/named.html", {"named": 8})
    monkeypatch.setattr(Direct, "is_ours", lambda self, filename: True)
    of = ours({"x": NAMED + "{% for each in all %}{{ named(each, '') }}{% endfor %}"})

    found = of.get_template("x").render(all=["<i>", Markup("<i>"), "<i>", 1, True, 1])

    assert found == "<b>&lt;i&gt;</b><b><i></b><b>&lt;i&gt;</b><b>1</b><b>True</b><b>1</b>"


@pytest.mark.parametrize(
    "source",
    [
        "{% for number in [1, 2] %}{{ number }}{% endfor %}",
        "{% for number in [1, 2] %}{% include 'included.html' %}{% endfor %}",
        "{% set bdi = 1 %}",
        "{% macro number(x) %}{{ x }}{% endmacro %}",
        "{% macro f(number) %}{{ number }}{% endmacro %}",
        '{% import "parts/named.html" as bdi %}',
        '{% from "parts/named.html" import named as number %}',
    ],
)
def test_what_all_templates_know_is_no_name_for_anything_else(source: str) -> None:
    with pytest.raises(jinja2.TemplateAssertionError, match="is what all templates know"):
        said(ours({"x": source}), "x")


def test_a_macro_that_is_given_too_much_is_named() -> None:
    with pytest.raises(TypeError, match=r"macro named\(\) takes from 0 to 2 positional arguments but 3 were given"):
        said(ours({"x": NAMED + "{{ named(1, 2, 3) }}"}), "x")


def test_only_our_own_theme_is_remembered(tmp_path: Path) -> None:
    counting = "{% set n = namespace(x=0) %}{% macro position() %}{% set n.x = n.x + 1 %}{{ n.x }}{% endmacro %}"
    for folder in ("own", "theirs"):
        part = tmp_path / folder / "parts/position.html"
        part.parent.mkdir(parents=True)
        part.write_text(counting, encoding="utf-8")
        (tmp_path / folder / "x").write_text(
            '{% from "parts/position.html" import position %}{{ position() }}{{ position() }}', encoding="utf-8"
        )

    found = [
        Direct({}, tmp_path / "own", loader=jinja2.FileSystemLoader(tmp_path / folder)).get_template("x").render()
        for folder in ("own", "theirs")
    ]

    assert found == ["11", "12"]


def test_every_remembered_macro_is_there() -> None:
    from tests.helpers import ROOT

    for path, macros in codegen.REMEMBERED.items():
        source = (ROOT / "theme/templates" / path).read_text(encoding="utf-8")
        assert all(f"{{% macro {name}(" in source for name in macros), path


def test_a_method_that_a_template_shows_is_an_error() -> None:
    for source in ("{{ card.index }}", "{{ bdi }}", "{{ kept }}"):
        of = ours({"x": source})
        of.globals["kept"] = functools.cache(len)
        with pytest.raises(AttributeError, match="a template shows a function"):
            said(of, "x")


def test_words_are_escaped_however_long() -> None:
    assert escaped("<" * 1000) == "&lt;" * 1000
    assert escaped(Markup("<i>")) == "<i>"
