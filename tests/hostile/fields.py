"""A small election that says the same words wherever a contributor can write any."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable

from cmpgen.yamlwrite import unwritable
from tests.hostile.cases import ADA, E, Files, N, Q
from tests.hostile.corpus.images import png
from tests.hostile.corpus.payloads import XSS

JO = "candidates/demo/north/jo.yaml"
PHOTO = "candidates/demo/north/ada.png"

HARMLESS = "word"
REFUSED = {number: words for number, words in XSS.items() if unwritable(words)}
"""Payloads with characters that no file may hold."""

LEADING_NOWHERE = {"M-xss-18", "M-xss-20"}
"""Payloads that Markdown reads as a link to a page of this site, which is not there: a fault wherever prose stands."""

Say = Callable[[], str]


def everywhere(words: str, prose: bool = True) -> Files:
    """These words in every field, with `prose` also where Markdown is read; in an address, what of them it can hold."""
    return written(lambda: words, prose)


def in_turn(start: int) -> Files:
    """All payloads, each in another field, beginning with number `start`; other numbers put them into other fields."""
    payloads = [words for number, words in sorted(XSS.items()) if number not in {*REFUSED, *LEADING_NOWHERE}]
    return written(itertools.cycle([*payloads[start:], *payloads[:start]]).__next__)


def written(say: Say, prose: bool = True) -> Files:
    """The files; JSON is YAML, so no writer of ours stands between the words and the reader."""
    values = _data(say, say if prose else lambda: HARMLESS)
    data = {path: json.dumps(value, ensure_ascii=False, indent=1) for path, value in values.items()}
    return {**data, PHOTO: png(), **(_prose(say) if prose else {})}


def _link(words: str) -> str:
    return f"https://sink.test/?{re.sub(r'[^!-~]|[<>^`{|}]', '', words.replace(chr(34), '').replace(chr(92), ''))}"


def _line(words: str) -> str:
    return words.replace("\n", " ").strip()


def _branch(words: str) -> str:
    """As much of the words as a branch of git can be called."""
    kept = re.sub(r"[\x00-\x20\x7f~^:?*\[\\@]|\.lock", "", words)
    return re.sub(r"[./]+", "-", kept).strip("-") or "main"


def _data(say: Say, tell: Say) -> dict[str, object]:
    """What `tell` says is read as Markdown."""

    def option(id_: str, **more: object) -> dict[str, object]:
        # Two options cannot have one label.
        return {"id": id_, "label": f"{say()} {id_}", **{name: str(each) for name, each in more.items()}}

    return {
        E: {
            "title": say(),
            "date": "2027-05-06",
            "languages": ["en"],
            "terms": {"constituency": say(), "candidate": say()},
            "topics": {"transport": say()},
            "regions": {"uplands": say()},
            "parties": {"river-party": {"name": say(), "url": _link(say()), "source-id": say()}},
            "scales": {"odd": [option("low", value=0), option("high", value=1)]},
            "publisher": say(),
            "funding": tell(),
            "panel": tell(),
            "licence": _line(say()),
            "contact": "hello@example.org",
            "site": "https://demo.example.org",
            "forge": {"kind": "github", "url": "https://github.com/demo/demo", "branch": _branch(say())},
            "order-seed": _line(say()),
            "source-id": say(),
        },
        Q: [
            {
                "id": "free-buses",
                "topic": "transport",
                "text": say(),
                "easy": say(),
                "background": tell(),
                "for": tell(),
                "against": tell(),
                "sources": [{"url": _link(say()), "title": say()}],
                "source-id": say(),
            },
            {"id": "odd", "scale": "odd", "text": say()},
            {"id": "tongue", "type": "choice", "text": say(), "options": [option("a"), option("b")]},
            {"id": "open", "type": "text", "text": say()},
        ],
        N: {
            "name": say(),
            "region": "uplands",
            "source-id": say(),
            "questions": [
                {
                    "id": "new-stadium",
                    "text": say(),
                    "based-on": _line(say()),
                    "evidence": _link(say()),
                    "source-id": say(),
                }
            ],
        },
        ADA: {
            "name": _line(say()),
            "party": "river-party",
            "photo": PHOTO.rpartition("/")[2],
            "credit": _line(say()),
            "reply": "answered",
            "contacted": {"2027-03-20": _line(say())},
            "links": {say(): _link(say())},
            "source-id": say(),
            "answers": {
                "free-buses": {"position": "agree", "comment": say()},
                "odd": "high",
                "tongue": {
                    "position": "a",
                    "comment": say(),
                    "source": {"kind": "press", "url": _link(say()), "quote": say()},
                },
                "open": {"position": say(), "comment": say()},
                "new-stadium": {"comment": say()},
            },
        },
        JO: {
            "name": f"{_line(say())} Jo",
            "party": "river-party",
            "reply": "answered",
            "answers": {"free-buses": "disagree"},
        },
    }


def _prose(say: Say) -> dict[str, str]:
    line = _line(say())
    return {
        "content/pages/about.md": f"Title: {line}\nSummary: {line}\n\n{say()}\n",
        "content/debate/demo/news.md": f"Title: {line}\nDate: 2027-01-02\nAuthor: {line}\nTags: {line}\n"
        f"Summary: {line}\n\n{say()}\n",
    }
