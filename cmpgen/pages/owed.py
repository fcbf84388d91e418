"""What a candidate's page owes its reader: every position, comment, quote and source in the candidate's file.

It is told from the election's values, not from what the page was made of, so that a page, or a template of a project's
own, that loses an answer is not published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from markupsafe import escape

from cmpgen.lookalikes import without_gaps
from cmpgen.model import Answer, Contest, Question
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition

_COMMENT = re.compile(rb"<!--(?:-?>|.*?(?:--!?>|\Z))", re.DOTALL)
"""What nobody reads."""


def owed(edition: Edition, contest: Contest) -> Mapping[str, Sequence[bytes]]:
    """By the URL of each candidate's page: the HTML that must stand on it, as UTF-8.

    It is in the order in which our own templates say it.
    """
    election, here = edition.election, contest.constituency.id
    topics = {id_: number for number, id_ in enumerate(election.topics)}
    last = len(topics)
    asked = sorted(contest.questions, key=lambda each: last + 1 if each.constituency else topics.get(each.topic, last))
    labels = {each.id: edition.once("labels as HTML", each, partial(_labels, edition, each)) for each in asked}
    return {
        urls.candidate(election, edition.language, here, candidate.id): [
            words
            for id_, written in labels.items()
            if (answer := candidate.answers.get(id_)) is not None
            for words in _said(edition, written, answer)
        ]
        for candidate in contest.candidates
    }


def missing(html: bytes, words: Sequence[bytes]) -> list[str]:
    """The words of `owed` that a page does not say, or not often enough."""
    if b"<!--" in html:
        html = _COMMENT.sub(b"", html)
    place = 0
    for each in words:
        place = html.find(each, place)
        if place < 0:
            break
        place += len(each)
    else:
        return []
    # A theme may say them in another order.
    return [each.decode() for each, count in Counter(words).items() if html.count(each) < count]


def _said(edition: Edition, labels: Sequence[bytes], answer: Answer) -> list[bytes]:
    said = []
    if answer.option is not None:
        said.append(labels[answer.option])
    elif answer.raw and not answer.no_position:
        said.append(_html(without_gaps(answer.raw)))
    if answer.comment:
        said.append(_html(edition.quote(answer.comment).words))
    if answer.origin is not None:
        texts = (edition.quote(answer.origin.quote).words, answer.origin.url)
        said += [_html(each) for each in texts if each]
    return said


def _labels(edition: Edition, question: Question) -> list[bytes]:
    return [_html(edition.say(each.label).words) for each in question.options]


def _html(words: str) -> bytes:
    return escape(words).encode()
