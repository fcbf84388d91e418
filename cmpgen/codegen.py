"""Jinja templates → code that asks values directly, takes HTML as it is, and says once what is said again and again.

Jinja's own code is made for values of any kind: it looks names up in a context, looks for items where there are
attributes, and copies what a macro says. Templates here see frozen values and plain functions, so that most of this is
settled when a template is compiled. What a value does not have is an error as before.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any

import jinja2
from jinja2 import Environment, UndefinedError, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import Template, TemplateModule
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Macro, new_context
from jinja2.utils import missing
from markupsafe import Markup, escape

from cmpgen import shelf

LONGEST_KEPT = 200
"""Longer words are hardly ever shown twice."""

HTML = frozenset({"_", "gettext", "ngettext", "day", "say", "lang", "bdi", "prose", "slot"})
"""Names of functions that return HTML."""

REMEMBERED = {
    "parts/footer.html": {"footer": 256},
    "parts/masthead.html": {"masthead": 256},
    "parts/asked.html": {"asked": 2048},
    "parts/matrix-who.html": {"who": 1024},
    "parts/named.html": {"named": 2048},
    "parts/position.html": {"position": 4096},
    "parts/quiz-question.html": {"quiz_question": 256},
    "parts/whose.html": {"whose": 1024},
}
"""Macros that are called again and again with the same values, and how many of their texts are kept."""

_FUNCTIONS = (BuiltinFunctionType, FunctionType, MethodType, type(functools.cache(len)))
_escaped_text = functools.lru_cache(maxsize=16_384)(escape)


def escaped(value: object) -> Markup:
    """`value` as HTML; what is HTML already as it is. Names, addresses and labels are escaped once for many pages."""
    kind = type(value)
    if kind is str:
        return _escaped_text(value) if len(value) < LONGEST_KEPT else escape(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind in _FUNCTIONS:
        # A name that a value does not have may be one of its methods, such as a tuple's `index`.
        raise AttributeError(f"a template shows a function: {getattr(value, '__qualname__', kind.__name__)}")
    return escape(value)


class Part:
    """A macro. `text` makes its HTML as a plain text, from values by place, and may remember it.

    What is remembered tells values apart by their type too: HTML is equal to a text that has yet to be escaped. So no
    tuple that holds HTML may be given to such a macro.
    """

    __slots__ = ("macro", "text")

    def __init__(self, macro: Macro, kept: int = 0) -> None:
        self.macro = macro
        self.text: Callable[..., str] = macro
        if not (macro.caller or macro.catch_kwargs or macro.catch_varargs):
            # What an override with other values is told.
            macro._func.__qualname__ = f"macro {macro.name}"
            macro._func.__defaults__ = (missing,) * len(macro.arguments)
            self.text = functools.lru_cache(maxsize=kept, typed=True)(macro._func) if kept else macro._func

    def __call__(self, *values: Any, **named: Any) -> Any:
        return self.macro(*values, **named)


def text_of(part: object, name: str) -> Callable[..., str]:
    """What makes the HTML of something that is called as a macro."""
    if part is missing:
        raise UndefinedError(f"{name!r} is undefined")
    if isinstance(part, Part):
        return part.text
    return lambda *values: escaped(part(*values))  # type: ignore[operator]


class _Direct(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja's own name)
        names = {each.name for each in node.find_all(nodes.Name) if each.ctx != "load"}
        macros = {each.name for each in node.find_all(nodes.Macro)}
        parts = {each[-1] if isinstance(each, tuple) else each for each in _imported(node)} | macros
        modules = {each.target for each in node.find_all(nodes.Import)}
        for taken in sorted((names | parts | modules) & self.environment.globals.keys()):
            # Here, or in a template that is included or whose blocks are filled, it would be now this and now that.
            self.fail(f"{taken!r} is what all templates know; give what this one calls so another name", 1)
        self._parts = parts - names
        self._asked: dict[str, str] = {}
        self._text_call: nodes.Expr | None = None
        super().visit_Template(node, frame)
        # On the first line, so that all others keep their numbers.
        first, _, rest = self._written().partition("\n")
        ours = "from cmpgen.codegen import Part, escaped as escape, module_of, text_of"
        asked = [f"{local} = {value}" for value, local in self._asked.items()]
        self.stream.write("; ".join([first, ours, *asked]) + f"\n{rest}")

    def _written(self) -> str:
        """What was written so far, which is taken away."""
        written, self.stream = self.stream, io.StringIO()
        return written.getvalue()  # type: ignore[attr-defined, no-any-return]  # it is an io.StringIO

    def _once(self, value: str) -> str:
        """A name for something that is the same as long as the template is used."""
        return self._asked.setdefault(value, f"g_{len(self._asked)}")

    def _global(self, node: nodes.Expr) -> str:
        """The name, if it is one that all templates know."""
        return node.name if isinstance(node, nodes.Name) and node.name in self.environment.globals else ""

    def enter_frame(self, frame: Frame) -> None:
        loads, known = frame.symbols.loads, self.environment.globals
        ours = {each for each, (kind, name) in loads.items() if kind == VAR_LOAD_RESOLVE and name in known}
        frame.symbols.loads = {each: load for each, load in loads.items() if each not in ours}
        super().enter_frame(frame)
        frame.symbols.loads = loads

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        if name := self._global(node) if node.ctx == "load" else "":
            self.write(self._once(f"environment.globals[{name!r}]"))
        else:
            super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if isinstance(node.node, nodes.Name) and node.node.name == "self":
            # A template's own blocks are items.
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        if self._text_call is node:
            name = node.node.name  # type: ignore[attr-defined]  # see `_is_text_call`
            part = frame.symbols.ref(name)
            self.write(f"({part}.text if type({part}) is Part else text_of({part}, {name!r}))")
        elif self._global(node.node) == "_" and _is_constant(node):
            message: nodes.Const = node.args[0]  # type: ignore[assignment]
            self.write(self._once(f"environment.globals['_']({message.value!r})"))
            return
        else:
            self.visit(node.node, frame)
        before = self._written()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        arguments = self._written()
        self.stream.write(before)
        self.write(f"({arguments.removeprefix(', ')})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._is_html(node):
            self.write("(")
        elif self._is_text_call(node):
            self._text_call = node
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _is_html(self, node: nodes.Expr) -> bool:
        return isinstance(node, nodes.Call) and self._global(node.node) in HTML

    def _is_text_call(self, node: nodes.Expr) -> bool:
        """Whether a macro is called with its values by place."""
        if not isinstance(node, nodes.Call) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return False
        return isinstance(node.node, nodes.Name) and node.node.name in self._parts

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """What stands side by side is handed on in one piece."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        before = self._written()
        frame.buffer = _PIECE
        super().visit_Output(node, frame)
        frame.buffer = None
        pieces = self._written()
        self.stream.write(before)
        # A text of the template has no line of its own that begins so: it is quoted.
        pieces, is_one = _ONE_PIECE.subn(r"\1yield concat((", pieces, count=1)
        self.write(_PIECES.sub(r"\1yield concat(", pieces, count=1) + ")" * is_one)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
            return
        self.write(self._once(f"module_of(environment, {node.template.value!r}, {self.name!r})") + "()")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        if not isinstance(macro_ref.node, nodes.Macro):
            super().macro_def(macro_ref, frame)
            return
        # Only of our own it is known that the same values come to the same text.
        is_ours = self.environment.is_ours(self.filename)  # type: ignore[attr-defined]  # it is a Direct
        kept = REMEMBERED.get(self.name or "", {}).get(macro_ref.node.name, 0) if is_ours else 0
        self.write("Part(")
        super().macro_def(macro_ref, frame)
        self.write(f", {kept})")


_PIECE = "t_piece"
"""Stands where a buffer would, in code that has none."""
_PIECES = re.compile(rf"^(\s*){_PIECE}\.extend\(", re.MULTILINE)
_ONE_PIECE = re.compile(rf"^(\s*){_PIECE}\.append\(", re.MULTILINE)


def module_of(environment: Environment, name: str, importer: str) -> Callable[[], TemplateModule]:
    """What returns the macros of a template; it looks for them when it is first called."""
    return functools.cache(lambda: environment.get_template(name, importer)._get_default_module())


def _imported(node: nodes.Template) -> list[str | tuple[str, str]]:
    return [name for each in node.find_all(nodes.FromImport) for name in each.names]


def _is_constant(node: nodes.Call) -> bool:
    """Whether it is called with one text that stands in the template."""
    more = node.kwargs or node.dyn_args or node.dyn_kwargs
    return not more and [type(each) for each in node.args] == [nodes.Const]


class _Template(Template):
    """A template whose macros are made once: all templates of an environment know the same names."""

    def _get_default_module(self, ctx: Any = None) -> TemplateModule:
        if self._module is None:
            super()._get_default_module()
        return self._module  # type: ignore[return-value]  # made above


def pieces(template: Template, context: Mapping[str, object]) -> list[str]:
    """As `render`, in the pieces of text that it is put together from."""
    try:
        # What all templates know stands in their code, so that no page needs a copy of it.
        known = new_context(template.environment, template.name, template.blocks, {**context}, shared=True)
        return list(template.root_render_func(known))
    except Exception:
        template.environment.handle_exception()


class Direct(Environment):
    """An environment that compiles a template once for all languages, each of which has an environment of its own.

    `compiled` holds the code by the template's name and source, `own` is the folder of cmpgen's own theme. All globals
    are to be set before anything is compiled.
    """

    code_generator_class = _Direct
    template_class = _Template

    def __init__(self, compiled: dict[tuple[str | None, str], CodeType], own: Path, **options: Any) -> None:
        super().__init__(**options)
        self._compiled = compiled
        self._own = own

    def is_ours(self, filename: str | None) -> bool:
        """Whether the template in this file is one of cmpgen's own theme."""
        return filename is not None and Path(filename).is_relative_to(self._own)

    def compile(
        self, source: Any, name: str | None = None, filename: str | None = None, *rest: Any, **more: Any
    ) -> Any:
        if not isinstance(source, str):
            return super().compile(source, name, filename, *rest, **more)
        if (name, source) not in self._compiled:
            make = functools.partial(super().compile, source, name, filename, *rest, **more)
            options = f"{self.is_ours(filename)} {self.trim_blocks} {self.lstrip_blocks} {self.autoescape}"
            rests_on = "\0".join([_generator(), options, *sorted(self.globals), source])
            self._compiled[name, source] = shelf.kept_code(str(filename), rests_on, make)
        return self._compiled[name, source]


@functools.cache
def _generator() -> str:
    """What the code of a template rests on beside the template."""
    return f"{jinja2.__version__} {Path(__file__).read_text(encoding='utf-8')}"
