"""JSON Schemas of the volunteers' files, for editors: what `shapes` accepts, as a YAML editor sees it.

An editor takes some texts for numbers or flags and an empty field for null; these schemas let them.
Whether the ids in a file exist is left to `cmpgen check`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cmpgen import kinds, shapes
from cmpgen.kinds import Shape
from cmpgen.layout import SCHEMA_ENDING
from cmpgen.voter import VoterShape

DRAFT = "http://json-schema.org/draft-07/schema#"
KINDS: Mapping[str, tuple[str, type[Shape]]] = {
    "election": ("An election (questionnaires/…/election.yaml)", shapes.ElectionShape),
    "questions": ("The questions asked everywhere (questionnaires/…/questions.yaml)", shapes.QuestionShape),
    "constituency": ("A constituency (questionnaires/…/constituencies/….yaml)", shapes.ConstituencyShape),
    "candidate": ("A candidate or a list (candidates/…/….yaml)", shapes.CandidateShape),
    "voter": ("A voter's answers, for cmpgen match", VoterShape),
}
"""Each kind of file: its title, and the shape of it, or of each item where the file is a list."""

LISTS = frozenset({"questions"})

# The same words as in the tables of docs/files.md, which a test holds to these.
DESCRIPTIONS: Mapping[str, Mapping[str, str]] = {
    "ElectionShape": {
        "format": "1, the format of these files",
        "title": "what the election is called; a text",
        "date": "the day of the vote; the election with the latest has the home page",
        "languages": "a list of language tags, the first is the default",
        "terms": "what this election calls a constituency and a candidate: a text each; the usual word stands in for "
        "the languages that are absent",
        "scale": "the scale of a question that names none; agree-5 if absent",
        "scales": "scales of its own: name → a list of options, from lowest to highest, each with id, label and value, "
        "a whole number",
        "method": "how scores are computed: metric, missing, and minimum-shared, a percentage such as 50%",
        "topics": "id → text, in the order in which they are shown",
        "regions": "id → text",
        "parties": "id → a party with its name (required, a text) and url",
        "publisher": "who runs this; shown on every page",
        "funding": "who pays for it; prose",
        "panel": "who chose the questions, and how; prose",
        "answers-due": "the date that candidates are told, in the files and forms that cmpgen new makes for them",
        "closed": "true after the vote; the home page is that of the first election that is not closed, or else of the "
        "last one",
        "licence": "of the data, such as CC-BY-4.0",
        "contact": "an e-mail address",
        "site": "the site's own address, for what needs a whole one",
        "forge": "where the files are kept, for edit links: kind (github, gitlab or forgejo), url, and branch "
        "(main if absent)",
        "comment-limit": "the longest comment, answer to a question of type text, or quote, in characters, the same "
        "for everyone; a quote has 4,000 at most",
        "order-seed": "what the order of candidates is drawn from where the ballot paper gives none; to be drawn in "
        "public after nominations, the election's id if absent",
        "source-id": "the id that an imported election had where it came from; also on questions, constituencies, "
        "candidates and parties",
    },
    "TermsShape": {
        "constituency": "the word for a constituency; a text",
        "candidate": "the word for a candidate; a text",
    },
    "MethodShape": {
        "metric": "how near two options are; city-block if absent",
        "missing": "what an answer that a candidate did not give counts; half if absent",
        "minimum-shared": "the share of the voter's answers below which a candidate is not ranked; 50% if absent",
    },
    "ForgeShape": {
        "kind": "github, gitlab or forgejo",
        "url": "the project's address there",
        "branch": "the branch that the site is built from; main if absent",
    },
    "PartyShape": {
        "name": "as on the ballot paper; a text",
        "url": "its own site",
        "source-id": "the id that an imported party had where it came from",
    },
    "OptionShape": {
        "id": "what candidates' files call it",
        "label": "what voters read; a text",
    },
    "StepShape": {
        "id": "what candidates' files call it",
        "label": "what voters read; a text",
        "value": "its place on the scale, a whole number",
    },
    "CitationShape": {
        "url": "a link to the page",
        "title": "what the page is called; a text",
    },
    "QuestionShape": {
        "id": "what candidates' files call it; do not change it later",
        "text": "the statement or question",
        "type": "scale (if absent): ordered options; choice: one of several, unordered; text: shown, never scored",
        "scale": "which scale, for the type scale; the election's if absent",
        "options": "for the type choice: a list, each with id and label",
        "topic": "one of the election's topics",
        "easy": "the same in easy language",
        "background": "what one needs to know; prose",
        "for": "the case for it; prose",
        "against": "the case against it; prose",
        "sources": "pages that back the wording, each with url and title",
        "asked-in": "regions or constituencies; everywhere if absent",
        "based-on": "for a local question: the raised issue that it was refined from: an address, an id or a number",
        "evidence": "for a local question: a link that shows that the issue was raised",
        "source-id": "the id that an imported question had where it came from",
    },
    "ConstituencyShape": {
        "name": "what the constituency is called; a text",
        "region": "one of the election's regions",
        "seats": "how many are elected",
        "questions": "local questions, with the fields above; their ids differ from the national ones",
        "source-id": "the id that an imported constituency had where it came from",
    },
    "CandidateShape": {
        "name": "as on the ballot paper, on one line",
        "party": "the id of one party, a list of several, or nothing",
        "ballot": "the place on the ballot paper",
        "photo": "the name of a JPEG, PNG or WebP picture beside this file",
        "credit": "who took it; required with a photo",
        "status": "standing (if absent) or withdrawn",
        "reply": "answered, declined, no-reply, unreachable, not-asked or unknown (if absent)",
        "replied": "the date of the reply, where one came",
        "contacted": "date → how, in a word or two, such as 2027-03-20: email",
        "links": "name, in a word or two, → link",
        "wikidata": "the item's number, such as Q42",
        "answers": "question → answer",
        "source-id": "the id that an imported candidate had where it came from",
    },
    "AnswerShape": {
        "position": "an option's id, or its label in any of the election's languages; or no-position: was asked, "
        "took none",
        "comment": "the candidate's own words, in at least one language",
        "source": "where the position or the comment was found; required where the candidate did not answer in person",
    },
    "OriginShape": {
        "kind": "candidate, manifesto, press, vote, or volunteer, which is a volunteer's reading of a position and no "
        "source of words",
        "url": "a link",
        "quote": "the words that the position rests on",
        "date": "of the source",
    },
    "VoterShape": {
        "answers": "question → an option's id or label; empty is skipped",
        "weights": "question → 2 (important), 1, or 0 (left out)",
    },
}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 7, which editors know best) of one of KINDS."""
    title, shape = KINDS[kind]
    parts = {each.__name__: _strict(each) for each in _shapes(shape)}
    here = {"$ref": f"#/definitions/{shape.__name__}"}
    # Only comments in it make a file of questions null.
    body = {"type": ["array", "null"], "items": here} if kind in LISTS else {"allOf": [here]}
    return {"$schema": DRAFT, "title": title, **body, "definitions": dict(sorted(parts.items()))}


def files() -> dict[str, str]:
    """All schemas as files, by name."""
    texts = {kind: json.dumps(schema(kind), ensure_ascii=False, indent=2) for kind in sorted(KINDS)}
    return {f"{kind}{SCHEMA_ENDING}": f"{text}\n" for kind, text in texts.items()}


def _shapes(shape: type[Shape]) -> Iterator[type[Shape]]:
    """The shape, and every other that stands somewhere inside it."""
    yield shape
    for _, kind in shape.fields.values():
        for each in kinds.shapes_in(kind):
            yield from _shapes(each)


def _strict(shape: type[Shape]) -> dict[str, Any]:
    words = DESCRIPTIONS[shape.__name__]
    fields = {}
    for written, (name, kind) in shape.fields.items():
        seen = kinds.schema(kind)
        fields[written] = {
            "description": words[written],
            **(_needed(seen) if name in shape.required else kinds.or_null(seen)),
        }
    strict = {"type": "object", "additionalProperties": False, "properties": fields}
    if shape.required:
        strict["required"] = [*shape.required]
    return strict | (_BY_TYPE if shape is shapes.QuestionShape else {})


def _needed(part: dict[str, Any]) -> dict[str, Any]:
    """The schema of what is always needed: blanks are nothing, and so is a list or a text that holds nothing."""
    if "$ref" in part:
        # Beside it, editors would not see the description.
        return {"allOf": [part]}
    if "anyOf" in part:
        return {**part, "anyOf": [_needed(each) for each in part["anyOf"]]}
    if "string" in part.get("type", ()):
        return {"pattern": r"\S", **part}
    return {**part, **{"array": {"minItems": 1}, "object": {"minProperties": 1}}.get(part.get("type", ""), {})}


_BY_TYPE = {
    "allOf": [
        {
            "if": {"properties": {"type": {"enum": ["choice", "text"]}}, "required": ["type"]},
            "then": {"properties": {"scale": {"type": "null"}}},
        },
        {
            "if": {"properties": {"type": {"enum": ["scale", "text", None]}}},
            "then": {"properties": {"options": {"maxItems": 0}}},
        },
    ]
}
