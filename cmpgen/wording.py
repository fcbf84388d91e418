"""What the wording of a question gives away: words by language that make answers hard to read.

The lists are small on purpose: a warning that is often wrong is soon read by nobody.
English has all of them. French and Czech have only words that mean the same in any sentence; Czech joins its negations
to verbs and French spreads them around, so that no list finds them.

Source: the faults of wording told apart by van Camp, Lefevere and Walgrave, The content and formulation of statements
in voting advice applications, in: Matching Voters with Parties and Candidates, ECPR Press 2014; the lists are ours.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from cmpgen.diagnostics import Where
from cmpgen.model import Election

Phrases = Mapping[str, str]
"""A regular expression by language; its group is what the volunteer is shown."""

LONGEST = 25
"""Words of a question that people take in at once."""

JOINING: Phrases = {
    "en": r"(and|or|as well as|and/or)",
    "fr": r"(ainsi que|et/ou)",
    "cs": r"(a zároveň|a/nebo)",
}
NEGATING: Phrases = {
    "en": r"(not|no|never|nobody|nothing|neither|nor|without|cannot|[a-z]+n['’]t)",
    "fr": r"(jamais|aucun|aucune|personne ne)",
    "cs": r"(nikdy|nikdo|žádný|žádná|žádné)",
}
# "Between a and b" names one thing by its two ends.
_ENDS = re.compile(r"\bbetween\b.*?\band\b", re.IGNORECASE)

COUNTING: Phrases = {
    "en": r"(always|all|every|none|only|too much|too many|too little|too few|enough|a lot of|sufficiently)",
    "fr": r"(toujours|tous les|toutes les|trop|assez|suffisamment|beaucoup de)",
    "cs": r"(vždy|všichni|všechny|příliš|dostatečně)",
}
LEADING: Phrases = {
    "en": r"(obviously|clearly|of course|surely|everyone knows|finally|at last|common sense|unfair|unjust|wasteful"
    r"|outrageous|dangerous|sensible|reasonable|rightly|so-called|hard-working|ordinary people|the elites?)",
    "fr": r"(évidemment|bien sûr|enfin|injuste|scandaleux|scandaleuse|raisonnable|soi-disant|le bon sens)",
    "cs": r"(samozřejmě|konečně|nespravedlivý|nespravedlivá|nespravedlivé|rozumný|rozumná|rozumné|takzvaný)",
}


def questions_with(election: Election, phrases: Phrases, *, scales_only: bool) -> Iterator[tuple[Where, str]]:
    """The place of each wording that has one of these phrases, and the phrase; one for each question and language."""
    for question in election.every_question():
        if question.type != "scale" and scales_only:
            continue
        for language, words in question.text.items():
            found = phrase_in(words, phrases.get(language.partition("-")[0], ""))
            if found:
                yield question.tree.key("text", language), found


def long_questions(election: Election) -> Iterator[tuple[Where, int]]:
    """The place of each wording of more than LONGEST words, and how many it has."""
    for question in election.every_question():
        for language, words in question.text.items():
            # A word that is counted is one between spaces, and nearly no question has so many of these.
            if len(words.split()) > LONGEST and length(words) > LONGEST:
                yield question.tree.key("text", language), length(words)


def length(words: str) -> int:
    """How many words, where a language puts spaces between them."""
    return sum(any(char.isalnum() for char in word) for word in words.split())


def phrase_in(words: str, pattern: str) -> str:
    """The first phrase that stands in `words` as a whole, as it is written there; empty where there is none."""
    # Most questions have none, and are not made plain to find that out.
    if not pattern or _whole(pattern.replace(" ", r"\s+")).search(words) is None:
        return ""
    found = _whole(pattern).search(_ENDS.sub("between", " ".join(words.split())))
    return found[1] if found else ""


@functools.cache
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’]){pattern}(?!\w)", re.IGNORECASE)
