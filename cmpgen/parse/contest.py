"""The candidates of one constituency and their answers."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from cmpgen import shapes
from cmpgen.diagnostics import Diagnostic, Where, diagnostic
from cmpgen.folding import folded, meanings
from cmpgen.model import LANGUAGES, NO_POSITION, Answer, Candidate, Constituency, Contest, Election, Origin, Photo
from cmpgen.parse.file import ends_open, names, read_file, words_in
from cmpgen.yamltree import Tree

Meanings = Mapping[str, Mapping[str, int]]
"""For each question's id, the index of the option that each folded word means."""


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


def _candidate(
    id_: str,
    path: str,
    text: str | None,
    election: Election,
    constituency: Constituency,
    by_question: Meanings,
    found: list[Diagnostic],
) -> Candidate:
    tree, fitted = read_file(path, text, shapes.CandidateShape, found)
    shape = fitted.value
    language = election.language
    for question, answer in shape.answers.items():
        # Files mostly end with the end of a line, and then there is no need to know where thousands of answers stand.
        if text and text[-1] not in "\r\n":
            where = tree.value("answers", question, "position")
            if ends_open(text, where, answer.position):
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
        unreadable=frozenset(names(fitted.refused)),
    )


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
        comment=words_in(shape.comment, language),
        origin=Origin(source.kind, source.url, words_in(source.quote, language), source.date) if source else None,
    )


@functools.lru_cache(maxsize=8192)
def _plain_answer(question: str, raw: str, option: int | None) -> Answer:
    """An answer without words or a source: most are, and many candidates give the same."""
    return Answer(question, raw, option)


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
