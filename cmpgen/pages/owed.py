"""What a candidate's page owes its reader: every position, comment, quote and source in the candidate's file.

It is told from the election's values, not from what the page was made of, so that a page, or a template of a project's
own, that loses an answer is not published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from markupsafe import escape

from cmpgen.model import Answer, Contest, Question
from cmpgen.pages import urls
from cmpgen.pages.frame import Edition


def owed(edition: Edition, contest: Contest) -> Mapping[str, Mapping[str, int]]:
    """By the URL of each candidate's page: the HTML that must stand on it, and how often at least."""
    election, here = edition.election, contest.constituency.id
    questions = {each.id: each for each in contest.questions}
    return {
        urls.candidate(election, edition.language, here, candidate.id): Counter(
            str(escape(words))
            for id_, answer in candidate.answers.items()
            if id_ in questions
            for words in _said(edition, questions[id_], answer)
        )
        for candidate in contest.candidates
    }


def missing(html: str, words: Mapping[str, int]) -> Iterator[str]:
    """The words of `owed` that a page does not say, or not often enough."""
    # Looking for one ends where it is found.
    return (each for each, count in words.items() if (html.count(each) < count if count > 1 else each not in html))


def _said(edition: Edition, question: Question, answer: Answer) -> Iterator[str]:
    if answer.option is not None:
        yield edition.say(question.options[answer.option].label).words
    elif answer.raw and not answer.no_position:
        yield answer.raw
    texts = [answer.comment, *([answer.origin.quote] if answer.origin else [])]
    yield from (edition.say(each).words for each in texts if each)
    if answer.origin and answer.origin.url:
        yield answer.origin.url
