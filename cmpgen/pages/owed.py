"""What a candidate's page owes its reader: every position, comment, quote and source in the candidate's file.

It is told from the election's values, not from what the page was made of, so that a page, or a template of a project's
own, that loses an answer is not published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from markupsafe import escape

from cmpgen.model import Answer, Contest, Question
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition


def owed(edition: Edition, contest: Contest) -> Mapping[str, Mapping[bytes, int]]:
    """By the URL of each candidate's page: the HTML that must stand on it, as UTF-8, and how often at least."""
    election, here = edition.election, contest.constituency.id
    labels = {
        each.id: edition.once("labels as HTML", each, partial(_labels, edition, each)) for each in contest.questions
    }
    return {
        urls.candidate(election, edition.language, here, candidate.id): Counter(
            [
                words
                for id_, answer in candidate.answers.items()
                if id_ in labels
                for words in _said(edition, labels[id_], answer)
            ]
        )
        for candidate in contest.candidates
    }


def missing(html: bytes, words: Mapping[bytes, int]) -> list[str]:
    """The words of `owed` that a page does not say, or not often enough."""
    # Looking for one ends where it is found.
    lost = [each for each, count in words.items() if (html.count(each) < count if count > 1 else each not in html)]
    return [each.decode() for each in lost]


def _said(edition: Edition, labels: Sequence[bytes], answer: Answer) -> list[bytes]:
    said = []
    if answer.option is not None:
        said.append(labels[answer.option])
    elif answer.raw and not answer.no_position:
        said.append(_html(answer.raw))
    if answer.comment:
        said.append(_html(edition.say(answer.comment).words))
    if answer.origin is not None:
        texts = (edition.say(answer.origin.quote).words, answer.origin.url)
        said += [_html(each) for each in texts if each]
    return said


def _labels(edition: Edition, question: Question) -> list[bytes]:
    return [_html(edition.say(each.label).words) for each in question.options]


def _html(words: str) -> bytes:
    return escape(words).encode()
