"""Trees → the model: one election's files become an Election, one constituency's a Contest.

Every fault has a place; faulty parts are left out, and what is left is read in full.
Whether ids that files name exist is for `checks` to say, but for scales, without which a question has no options.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterator, Mapping, Set
from typing import Any, TypeVar

from pydantic import TypeAdapter

from cmpgen import shapes
from cmpgen.diagnostics import Diagnostic, Where, diagnostic, nearest
from cmpgen.fit import Fitted, fit
from cmpgen.folding import folded, meanings
from cmpgen.layout import ElectionFiles
from cmpgen.model import (
    FAULTY_IDS,
    LANGUAGES,
    NO_POSITION,
    NO_QUESTIONS,
    Answer,
    Candidate,
    Citation,
    Constituency,
    Contest,
    Election,
    Forge,
    Loading,
    Method,
    OpinionMap,
    Option,
    Origin,
    Party,
    Photo,
    Question,
    Text,
)
from cmpgen.questions.scales import BUILT_IN, BuiltInOption
from cmpgen.yamltree import Mapping as Node
from cmpgen.yamltree import Tree, read

Catalogues = Mapping[str, Mapping[str, str]]
"""The interface's words by language and message id, for the labels of built-in scales."""

Meanings = Mapping[str, Mapping[str, int]]
"""For each question's id, the index of the option that each folded word means."""

ELECTION: TypeAdapter[shapes.ElectionShape] = TypeAdapter(shapes.ElectionShape)
QUESTIONS: TypeAdapter[list[shapes.QuestionShape]] = TypeAdapter(list[shapes.QuestionShape])
CONSTITUENCY: TypeAdapter[shapes.ConstituencyShape] = TypeAdapter(shapes.ConstituencyShape)
CANDIDATE: TypeAdapter[shapes.CandidateShape] = TypeAdapter(shapes.CandidateShape)
MAP: TypeAdapter[shapes.MapShape] = TypeAdapter(shapes.MapShape)

Shaped = TypeVar("Shaped")
UNREADABLE = "*"
MOST_LANGUAGES = 40
"""Languages of an election: each page is made in each of them."""

NO_DATE = datetime.date.min


def parse_election(
    files: ElectionFiles, texts: Mapping[str, str], catalogues: Catalogues
) -> tuple[Election, list[Diagnostic]]:
    """The election with its questions and constituencies; faulty parts are left out and named in `unreadable`."""
    found: list[Diagnostic] = []
    path = files.election or f"questionnaires/{files.id}/election.yaml"
    if not files.election:
        found.append(diagnostic(Where(path), "missing-file", name=path))
    tree, fitted = _file(path, texts.get(path), ELECTION, shapes.ElectionShape(), found)
    shape = fitted.value
    languages = tuple(each for each in shape.languages if each) or ("en",)
    too_many = len(languages) > MOST_LANGUAGES
    if too_many:
        where, count = tree.value("languages"), len(languages)
        found.append(diagnostic(where, "too-many-parts", count=count, kind="languages", limit=MOST_LANGUAGES))
        languages = languages[:MOST_LANGUAGES]
    own_scales = {name: _options(each, languages[0]) for name, each in shape.scales.items()}
    for name, options in shape.scales.items():
        for index, option in enumerate(options):
            where, word = tree.value("scales", name, index, "value"), str(option.value)
            if option.value is not None and _ends_open(texts.get(path), where, word):
                found.append(diagnostic(where, "cut-off", word=word, longer=f"{word}0"))
    scales = {name: _labelled_scale(each, languages, catalogues) for name, each in BUILT_IN.items()} | own_scales
    unread = _unread_scales(fitted.refused)
    if shape.scale not in scales and unread.isdisjoint({shape.scale, UNREADABLE}):
        near = nearest(shape.scale, scales)
        found.append(diagnostic(tree.value("scale"), "unknown-scale", scale=shape.scale, nearest=near))
    reader = _QuestionReader(languages[0], scales, shape.scale, unread, found)

    national: tuple[Question, ...] = ()
    unreadable = _names(fitted.refused) | (set() if shape.languages and not too_many else {LANGUAGES})
    if files.questions:
        sheet, questions = _file(files.questions, texts.get(files.questions), QUESTIONS, [], found)
        national = reader.questions(sheet, (), questions, "")
        unreadable |= _names(questions.refused)
        if _has_faulty_ids(questions, questions.value, files.questions, found):
            unreadable.add(FAULTY_IDS)
    else:
        unreadable.add(NO_QUESTIONS)
    constituencies = {
        id_: _constituency(id_, each, texts.get(each), reader) for id_, each in sorted(files.constituencies.items())
    }
    unreadable |= reader.refused
    election = Election(
        id=files.id,
        title=_text(shape.title, languages[0]) or {languages[0]: files.id},
        date=shape.date or NO_DATE,
        languages=languages,
        tree=tree,
        questions=national,
        constituencies=constituencies,
        topics={id_: _text(each, languages[0]) for id_, each in shape.topics.items()},
        regions={id_: _text(each, languages[0]) for id_, each in shape.regions.items()},
        parties={id_: Party(id_, _text(each.name, languages[0]), each.url) for id_, each in shape.parties.items()},
        terms={
            term: _text(words, languages[0])
            for term, words in (("constituency", shape.terms.constituency), ("candidate", shape.terms.candidate))
        },
        method=Method(shape.method.metric, shape.method.missing, shape.method.minimum_shared),
        publisher=_text(shape.publisher, languages[0]),
        funding=_text(shape.funding, languages[0]),
        panel=_text(shape.panel, languages[0]),
        answers_due=shape.answers_due,
        closed=shape.closed,
        licence=shape.licence,
        contact=shape.contact,
        site=shape.site,
        forge=Forge(shape.forge.kind, shape.forge.url.rstrip("/"), shape.forge.branch) if shape.forge else None,
        comment_limit=shape.comment_limit,
        order_seed=shape.order_seed,
        source_id=shape.source_id,
        opinion_map=_opinion_map(files.map, texts[files.map], found) if files.map else None,
        scales=own_scales,
        unreadable=frozenset(unreadable),
    )
    return election, found


def parse_contest(
    election: Election,
    constituency: Constituency,
    paths: Mapping[str, str],
    texts: Mapping[str, str],
    photos: Mapping[str, Photo],
    national: Meanings | None = None,
) -> tuple[Contest, list[Diagnostic]]:
    """A constituency's candidates, by id. `paths` gives each candidate's file, `photos` the pictures beside these.

    `national` holds what words mean to the national questions, where the caller knows it from other constituencies.
    """
    found: list[Diagnostic] = []
    asked = election.asked(constituency)
    known = national or {}
    by_question = {each.id: known.get(each.id) or meanings(each) for each in asked if not each.constituency}
    # A local question that bears the id of a national one is a fault of its own.
    by_question |= {each.id: meanings(each) for each in asked if each.constituency}
    candidates = tuple(
        _candidate(id_, path, texts.get(path), election, constituency, by_question, found)
        for id_, path in sorted(paths.items())
    )
    return Contest(election, constituency, asked, candidates, photos), found


def _file(
    path: str, text: str | None, adapter: TypeAdapter[Shaped], empty: Shaped, found: list[Diagnostic]
) -> tuple[Tree, Fitted[Shaped]]:
    """A file's tree and shape; an unreadable or absent file gives an empty shape that refuses everything."""
    tree = None
    if text is not None:
        tree, faults = read(path, text)
        found.extend(faults)
    if tree is None:
        return Tree(path, Node({}, 1, 1)), Fitted(empty, frozenset({(UNREADABLE,)}))
    fitted, faults = fit(tree, adapter, empty)
    found.extend(faults)
    refused = fitted.refused
    return tree, Fitted(fitted.value, frozenset({(UNREADABLE,)}) if () in refused else refused)


def _has_faulty_ids(
    fitted: Fitted[Any], questions: list[shapes.QuestionShape], path: str, found: list[Diagnostic]
) -> bool:
    """Whether a question of this file may be answered under an id that is not known, for its own is faulty."""
    ids = [each.id for each in questions]
    refused = any(steps[-1] == "id" for steps in fitted.refused if steps)
    ran_on = any(each.code == "missing-hyphen" and each.where.path == path for each in found)
    return refused or ran_on or "" in ids or len(set(ids)) < len(ids)


def _names(refused: frozenset[tuple[str | int, ...]]) -> set[str]:
    """The ids that refused parts would have defined: they are known, though they cannot be used.

    Of a field of the file that was refused as a whole it is not known which: `<field>/*` stands for them.
    """
    whole = {f"{steps[0]}/*" for steps in refused if len(steps) == 1}
    return whole | {step for steps in refused for step in steps if isinstance(step, str)}


def _unread_scales(refused: frozenset[tuple[str | int, ...]]) -> set[str]:
    """The election's own scales that could not be read; UNREADABLE where their names are not known either."""
    if not refused.isdisjoint({("scales",), (UNREADABLE,)}):
        return {UNREADABLE}
    return {str(steps[1]) for steps in refused if steps[0] == "scales" and len(steps) == 2}


def _text(words: Mapping[str, str], language: str) -> Text:
    """A text whose plain string, held under the empty tag, is in `language`."""
    return {tag or language: each.strip() for tag, each in words.items() if each.strip()}


def _options(shape: list[shapes.OptionShape], language: str) -> tuple[Option, ...]:
    return tuple(Option(each.id, _text(each.label, language), each.value) for each in shape)


def _labelled_scale(
    scale: tuple[BuiltInOption, ...], languages: tuple[str, ...], catalogues: Catalogues
) -> tuple[Option, ...]:
    """A built-in scale with its labels in the election's languages, in English where a catalogue lacks them."""
    options = []
    for built_in in scale:
        words = {language: catalogues.get(language, {}).get(built_in.label, "") for language in languages}
        label = {"en" if language == "en" else language: each for language, each in words.items() if each}
        options.append(Option(built_in.id, {**label, "en": label.get("en") or built_in.label}, built_in.value))
    return tuple(options)


class _QuestionReader:
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
            if shape.options:
                self.found.append(diagnostic(tree.key("options"), "misplaced-field", field="options", type=shape.type))
        elif shape.type == "choice":
            options = _options(shape.options, self.language)
        if shape.type != "scale" and shape.scale:
            self.found.append(diagnostic(tree.key("scale"), "misplaced-field", field="scale", type=shape.type))
        if options is None:
            return None
        say = self.language
        return Question(
            id=shape.id,
            type=shape.type,
            text=_text(shape.text, say),
            options=options,
            tree=tree,
            topic=shape.topic,
            easy=_text(shape.easy, say),
            background=_text(shape.background, say),
            arguments_for=_text(shape.for_, say),
            arguments_against=_text(shape.against, say),
            sources=tuple(Citation(each.url, _text(each.title, say)) for each in shape.sources),
            asked_in=tuple(each for each in shape.asked_in if each),
            constituency=constituency,
            based_on=shape.based_on,
            evidence=shape.evidence,
            source_id=shape.source_id,
        )


def _constituency(id_: str, path: str, text: str | None, reader: _QuestionReader) -> Constituency:
    tree, fitted = _file(path, text, CONSTITUENCY, shapes.ConstituencyShape(), reader.found)
    shape = fitted.value
    if (UNREADABLE,) in fitted.refused or ("questions",) in fitted.refused:
        reader.refused.add(UNREADABLE)
    if _has_faulty_ids(fitted, shape.questions, path, reader.found):
        reader.refused.add(FAULTY_IDS)
    return Constituency(
        id=id_,
        name=_text(shape.name, reader.language) or {reader.language: id_},
        tree=tree,
        region=shape.region,
        seats=shape.seats,
        questions=reader.questions(tree, ("questions",), fitted, id_),
        source_id=shape.source_id,
    )


def _opinion_map(path: str, text: str, found: list[Diagnostic]) -> OpinionMap | None:
    """The opinion map's loadings; None where any part is faulty, for half of them would draw another map."""
    tree, fitted = _file(path, text, MAP, shapes.MapShape(), found)
    shape = fitted.value
    x, y = (shape.axes.x, shape.axes.y) if shape.axes else (None, None)
    if fitted.refused or not (shape.candidates and x and x.reach and y and y.reach):
        return None
    loadings = {id_: Loading(each.mean, each.x, each.y) for id_, each in shape.questions.items()}
    return OpinionMap(loadings, (x.variation, y.variation), (x.reach, y.reach), shape.candidates, tree)


def _candidate(
    id_: str,
    path: str,
    text: str | None,
    election: Election,
    constituency: Constituency,
    by_question: Meanings,
    found: list[Diagnostic],
) -> Candidate:
    tree, fitted = _file(path, text, CANDIDATE, shapes.CandidateShape(), found)
    shape = fitted.value
    language = election.language
    for question, answer in shape.answers.items():
        # Files mostly end with the end of a line, and then there is no need to know where thousands of answers stand.
        if text and text[-1] not in "\r\n":
            where = tree.value("answers", question, "position")
            if _ends_open(text, where, answer.position):
                found.extend(_cut_off(where, answer.position.strip(), by_question.get(question, {})))
        if "" in answer.comment.values() and election.readable(LANGUAGES):
            found.extend(_words_for_tags(tree.at("answers", question), answer.comment, election))
    return Candidate(
        id=id_,
        constituency=constituency.id,
        name=shape.name or id_,
        tree=tree,
        parties=tuple(each for each in shape.party if each),
        ballot=shape.ballot,
        photo=shape.photo,
        credit=shape.credit,
        status=shape.status,
        reply=shape.reply,
        replied=shape.replied,
        contacted=tuple(sorted(shape.contacted.items())),
        links=shape.links,
        wikidata=shape.wikidata,
        answers={
            question: _answer(question, each, by_question.get(question, {}), language)
            for question, each in shape.answers.items()
        },
        source_id=shape.source_id,
        unreadable=frozenset(_names(fitted.refused)),
    )


def _ends_open(text: str | None, where: Where, word: str) -> bool:
    """Whether the file ends with this word, before any end of its line: only then may more of it have stood there."""
    if not text or not word or text[-1] in "\r\n":
        return False
    last = text.replace("\r\n", "\n").replace("\r", "\n")
    return where.line == last.count("\n") + 1 and last.rstrip(" ").endswith(word)


def _cut_off(where: Where, word: str, by_word: Mapping[str, int]) -> Iterator[Diagnostic]:
    """An answer that ends its file and is how another answer to the same question begins."""
    whole = by_word.get(word, by_word.get(folded(word)))
    longer = [each for each in by_word if by_word[each] != whole] + [NO_POSITION]
    for other in sorted(longer):
        if whole is not None and other.startswith(folded(word)) and other != folded(word):
            yield diagnostic(where, "cut-off", word=word, longer=other)
            return


def _words_for_tags(tree: Tree, comment: Mapping[str, str], election: Election) -> Iterator[Diagnostic]:
    """A comment such as `no:`, whose only words stand where a language's tag belongs."""
    for tag, words in comment.items():
        if not words and tag and tag not in election.languages:
            facts = {"tag": tag, "nearest": "", "languages": ", ".join(election.languages)}
            where = tree.key("comment", tag)
            yield diagnostic(where, "unknown-language", **facts, field="comment", case="words")


def _answer(question: str, shape: shapes.AnswerShape, by_word: Mapping[str, int], language: str) -> Answer:
    raw = shape.position.strip()
    option = by_word.get(raw)
    if option is None and raw:
        option = by_word.get(folded(raw))
        raw = NO_POSITION if folded(raw) == NO_POSITION else raw
    source = shape.source
    if source is None and not shape.comment and (option is not None or raw in ("", NO_POSITION)):
        return _plain_answer(question, raw, option)
    return Answer(
        question=question,
        raw=raw,
        option=option,
        comment=_text(shape.comment, language),
        origin=Origin(source.kind, source.url, _text(source.quote, language), source.date) if source else None,
    )


@functools.lru_cache(maxsize=8192)
def _plain_answer(question: str, raw: str, option: int | None) -> Answer:
    """An answer without words or a source: most are, and many candidates give the same."""
    return Answer(question, raw, option)
