"""An election: its settings, its questions, and its constituencies with their own."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from cmpgen import shapes
from cmpgen.diagnostics import Diagnostic, Where, diagnostic, nearest
from cmpgen.folding import folded
from cmpgen.layout import ElectionFiles
from cmpgen.model import (
    FAULTY_IDS,
    LANGUAGES,
    NO_QUESTIONS,
    SAID,
    Constituency,
    Election,
    Forge,
    Loading,
    Method,
    OpinionMap,
    Party,
    Question,
)
from cmpgen.parse.file import UNREADABLE, ends_open, names, read_file, words_in
from cmpgen.parse.questions import (
    Catalogues,
    QuestionReader,
    has_faulty_ids,
    labelled_scale,
    steps_of,
    unread_scales,
)
from cmpgen.questions.scales import BUILT_IN

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
    tree, fitted = read_file(path, texts.get(path), shapes.ElectionShape, found)
    shape = fitted.value
    languages = tuple(each for each in shape.languages if each) or ("en",)
    too_many = len(languages) > MOST_LANGUAGES
    if too_many:
        where, count = tree.value("languages"), len(languages)
        found.append(diagnostic(where, "too-many-parts", count=count, kind="languages", limit=MOST_LANGUAGES))
        languages = languages[:MOST_LANGUAGES]
    own_scales = {name: steps_of(each, languages[0]) for name, each in shape.scales.items()}
    for name, options in shape.scales.items():
        for index, option in enumerate(options):
            where, word = tree.value("scales", name, index, "value"), str(option.value)
            if option.value is not None and ends_open(texts.get(path), where, word):
                found.append(diagnostic(where, "cut-off", word=word, longer=f"{word}0"))
    # A built-in scale stays what it is: that one of the election's own is called so is a fault in itself.
    scales = own_scales | {name: labelled_scale(each, languages, catalogues) for name, each in BUILT_IN.items()}
    unread = unread_scales(fitted.refused)
    if shape.scale not in scales and unread.isdisjoint({shape.scale, UNREADABLE}):
        near = nearest(shape.scale, scales)
        found.append(diagnostic(tree.value("scale"), "unknown-scale", scale=shape.scale, nearest=near))
    reader = QuestionReader(languages[0], scales, shape.scale, unread, found)

    national: tuple[Question, ...] = ()
    unreadable = names(fitted.refused) | (set() if any(shape.languages) and not too_many else {LANGUAGES})
    if files.questions:
        sheet, questions = read_file(files.questions, texts.get(files.questions), list[shapes.QuestionShape], found)
        national = reader.questions(sheet, (), questions, "")
        unreadable |= names(questions.refused)
        if has_faulty_ids(questions, questions.value, files.questions, found):
            unreadable.add(FAULTY_IDS)
    else:
        unreadable.add(NO_QUESTIONS)
    constituencies = {
        id_: _constituency(id_, each, texts.get(each), reader) for id_, each in sorted(files.constituencies.items())
    }
    unreadable |= reader.refused
    election = Election(
        id=files.id,
        title=words_in(shape.title, languages[0]) or {languages[0]: files.id},
        date=shape.date or NO_DATE,
        languages=languages,
        tree=tree,
        questions=national,
        constituencies=constituencies,
        topics={id_: words_in(each, languages[0]) for id_, each in shape.topics.items()},
        regions={id_: words_in(each, languages[0]) for id_, each in shape.regions.items()},
        parties={id_: Party(id_, words_in(each.name, languages[0]), each.url) for id_, each in shape.parties.items()},
        terms={
            term: words_in(words, languages[0])
            for term, words in (("constituency", shape.terms.constituency), ("candidate", shape.terms.candidate))
        },
        method=Method(shape.method.metric, shape.method.missing, shape.method.minimum_shared),
        publisher=words_in(shape.publisher, languages[0]),
        funding=words_in(shape.funding, languages[0]),
        panel=words_in(shape.panel, languages[0]),
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
        said={message: _said(message, languages, catalogues) for message in SAID},
        unreadable=frozenset(unreadable),
    )
    return election, found


def _constituency(id_: str, path: str, text: str | None, reader: QuestionReader) -> Constituency:
    tree, fitted = read_file(path, text, shapes.ConstituencyShape, reader.found)
    shape = fitted.value
    if (UNREADABLE,) in fitted.refused or ("questions",) in fitted.refused:
        reader.refused.add(UNREADABLE)
    if has_faulty_ids(fitted, shape.questions, path, reader.found):
        reader.refused.add(FAULTY_IDS)
    return Constituency(
        id=id_,
        name=words_in(shape.name, reader.language) or {reader.language: id_},
        tree=tree,
        region=shape.region,
        seats=shape.seats,
        questions=reader.questions(tree, ("questions",), fitted, id_),
        source_id=shape.source_id,
    )


def _said(message: str, languages: Iterable[str], catalogues: Catalogues) -> frozenset[str]:
    """What the interface says for `message` in these languages: itself where it has no words of its own."""
    spoken = (catalogues.get(each) or catalogues.get(each.partition("-")[0]) or {} for each in languages)
    return frozenset(folded(words.get(message, message)) for words in spoken)


def _opinion_map(path: str, text: str, found: list[Diagnostic]) -> OpinionMap | None:
    """The opinion map's loadings; None where any part is faulty, for half of them would draw another map."""
    tree, fitted = read_file(path, text, shapes.MapShape, found)
    shape = fitted.value
    x, y = (shape.axes.x, shape.axes.y) if shape.axes else (None, None)
    if fitted.refused or not (shape.candidates and x and x.reach and y and y.reach):
        return None
    loadings = {id_: Loading(each.mean, each.x, each.y) for id_, each in shape.questions.items()}
    return OpinionMap(loadings, (x.variation, y.variation), (x.reach, y.reach), shape.candidates, tree)
