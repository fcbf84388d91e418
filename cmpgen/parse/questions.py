"""Questions and their options, of the country and of one constituency."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from cmpgen import shapes
from cmpgen.diagnostics import Diagnostic, diagnostic, nearest
from cmpgen.fit import Fitted
from cmpgen.model import Citation, Option, Question
from cmpgen.parse.file import UNREADABLE, words_in
from cmpgen.questions.scales import BuiltInOption
from cmpgen.yamltree import Tree

Catalogues = Mapping[str, Mapping[str, str]]
"""The interface's words by language and message id, for the labels of built-in scales."""


class QuestionReader:
    """Reads questions of one election: what they share is its language, its scales and its default scale.

    `unread` names the election's own scales that could not be read.
    """

    def __init__(
        self,
        language: str,
        scales: Mapping[str, tuple[Option, ...]],
        default: str,
        unread: Set[str],
        found: list[Diagnostic],
    ) -> None:
        self.language, self.scales, self.default, self.found = language, scales, default, found
        self.unread = unread
        self.refused: set[str] = set()

    def questions(
        self, tree: Tree, steps: tuple[str, ...], fitted: Fitted[Any], constituency: str
    ) -> tuple[Question, ...]:
        """The questions of one file that can be used; the ids of the others are added to `refused`."""
        shape = fitted.value if not steps else fitted.value.questions
        read_questions = []
        refused: dict[tuple[str | int, ...], set[tuple[str | int, ...]]] = {}
        for part in fitted.refused:
            refused.setdefault(part[: len(steps) + 1], set()).add(part[len(steps) + 1 :])
        for index, each in enumerate(shape):
            faulty = refused.get((*steps, index), set())
            # Which answers there are is not known while one of these is not.
            known = bool(each.id) and faulty.isdisjoint({("type",), ("scale",), ("options",)})
            question = self._question(tree.at(*steps, index), each, constituency) if known else None
            if question is None or faulty:
                self.refused |= {each.id} - {""}
            if question is not None:
                read_questions.append(question)
        return tuple(read_questions)

    def _question(self, tree: Tree, shape: shapes.QuestionShape, constituency: str) -> Question | None:
        options: tuple[Option, ...] | None = ()
        if shape.type == "scale":
            name = shape.scale or self.default
            options = self.scales.get(name)
            # Where the election's own scale is unknown, or one that it defines, that is one fault of election.yaml.
            if options is None and shape.scale and self.unread.isdisjoint({name, UNREADABLE}):
                where = tree.value("scale")
                self.found.append(diagnostic(where, "unknown-scale", scale=name, nearest=nearest(name, self.scales)))
        elif shape.type == "choice":
            options = tuple(Option(each.id, words_in(each.label, self.language)) for each in shape.options)
        if shape.type != "choice" and shape.options:
            self.found.append(diagnostic(tree.key("options"), "misplaced-field", field="options", type=shape.type))
        if shape.type != "scale" and shape.scale:
            self.found.append(diagnostic(tree.key("scale"), "misplaced-field", field="scale", type=shape.type))
        if options is None:
            return None
        say = self.language
        return Question(
            id=shape.id,
            type=shape.type,
            text=words_in(shape.text, say),
            options=options,
            tree=tree,
            topic=shape.topic,
            easy=words_in(shape.easy, say),
            background=words_in(shape.background, say),
            arguments_for=words_in(shape.for_, say),
            arguments_against=words_in(shape.against, say),
            sources=tuple(Citation(each.url, words_in(each.title, say)) for each in shape.sources),
            asked_in=tuple(each for each in shape.asked_in if each),
            constituency=constituency,
            based_on=shape.based_on,
            evidence=shape.evidence,
            source_id=shape.source_id,
        )


def steps_of(shape: list[shapes.StepShape], language: str) -> tuple[Option, ...]:
    """The options of an election's own scale."""
    return tuple(Option(each.id, words_in(each.label, language), each.value) for each in shape)


def labelled_scale(
    scale: tuple[BuiltInOption, ...], languages: tuple[str, ...], catalogues: Catalogues
) -> tuple[Option, ...]:
    """A built-in scale with its labels in the election's languages, in English where a catalogue lacks them."""
    options = []
    for built_in in scale:
        words = {language: catalogues.get(language, {}).get(built_in.label, "") for language in languages}
        label = {"en" if language == "en" else language: each for language, each in words.items() if each}
        options.append(Option(built_in.id, {**label, "en": label.get("en") or built_in.label}, built_in.value))
    return tuple(options)


def unread_scales(refused: frozenset[tuple[str | int, ...]]) -> set[str]:
    """The election's own scales that could not be read; UNREADABLE where their names are not known either."""
    if not refused.isdisjoint({("scales",), (UNREADABLE,)}):
        return {UNREADABLE}
    return {str(steps[1]) for steps in refused if steps[0] == "scales" and len(steps) == 2}


def has_faulty_ids(
    fitted: Fitted[Any], questions: list[shapes.QuestionShape], path: str, found: list[Diagnostic]
) -> bool:
    """Whether a question of this file may be answered under an id that is not known, for its own is faulty."""
    ids = [each.id for each in questions]
    refused = any(steps[-1] == "id" for steps in fitted.refused if steps)
    ran_on = any(each.code == "missing-hyphen" and each.where.path == path for each in found)
    return refused or ran_on or "" in ids or len(set(ids)) < len(ids)
