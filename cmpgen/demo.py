"""A synthetic election of any size, for trials and benchmarks: the same seed gives the same bytes everywhere.

Names, places and words are made of syllables and belong to nobody.
Four of five candidates answer, each leaving out some questions, and volunteers find a few positions of the others.
Beside every third answer stands a comment, as long as those of a real election: see COMMENT_LENGTHS.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cmpgen.yamlwrite import Prose, Value, write

ID = "demo"
DATE = "2027-05-06"
REGIONS = 12
PARTIES = 9
TOPICS = 6
OPTIONS = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")

COMMENT_LENGTHS = (11, 36, 50, 65, 80, 96, 119, 154, 199, 280, 604)
"""Characters of a comment: the shortest, the nine deciles and the longest that is drawn.

Those of the 2,227 comments of the Czech Senate's election of 2022 (github.com/kalkulacka-one/volebni-kalkulacka-2022),
whose shortest and longest hundredths are left out.
In its municipal elections of that year 4,202 comments are a sixth shorter.
"""

# Enough syllables for a million different names of three. None begins with n: a "no" or "not" makes a question hard.
ONSETS = ("b", "d", "f", "g", "h", "k", "l", "m", "p", "r", "s", "t", "v", "br", "dr", "gl", "kr", "st", "tr")
VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "ou")
CODAS = ("", "", "", "l", "n", "r", "s", "t", "nd", "rk")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything: `candidates` in all, `national` and `local` questions asked of each of them."""

    constituencies: int
    candidates: int
    national: int
    local: int


class _Chance:
    """Draws that are the same on every machine: whole numbers made of the generator's 53-bit fractions."""

    def __init__(self, *seed: object) -> None:
        self._generator = random.Random("/".join(map(str, seed)))

    def below(self, number: int) -> int:
        """A whole number from 0 to number - 1."""
        return int(self._generator.random() * number)

    def percent(self, number: int) -> bool:
        """True in `number` of a hundred draws."""
        return self.below(100) < number

    def one_of(self, things: Sequence[str]) -> str:
        return things[self.below(len(things))]

    def word(self) -> str:
        parts = [self.one_of(ONSETS) + self.one_of(VOWELS) + self.one_of(CODAS) for _ in range(1 + self.below(3))]
        return "".join(parts)

    def name(self) -> str:
        return f"{(self.word() + self.word()).capitalize()} {(self.word() + self.word()).capitalize()}"

    def prose(self, length: int) -> str:
        """Sentences of six to seventeen words: `length` characters, or a few more, for no word is cut."""
        sentences, written = [], 0
        while written < length:
            words: list[str] = []
            for _ in range(6 + self.below(12)):
                words.append(self.word())
                written += len(words[-1]) + 1
                if written >= length:
                    break
            sentences.append(" ".join(words).capitalize() + ".")
        return " ".join(sentences)

    def comment_length(self) -> int:
        """A length between two deciles, each as likely as the others."""
        decile = self.below(len(COMMENT_LENGTHS) - 1)
        shortest, longest = COMMENT_LENGTHS[decile : decile + 2]
        return shortest + self.below(longest - shortest)


def demo(size: Size, seed: int, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files of the election, path by path: every constituency depends on the seed and its number alone."""
    yield f"questionnaires/{ID}/election.yaml", _election(seed, languages)
    yield f"questionnaires/{ID}/questions.yaml", _questions(size, seed, languages)
    for number in range(size.constituencies):
        place = f"place-{number:05}"
        chance = _Chance(seed, "constituency", number)
        path = f"questionnaires/{ID}/constituencies/{place}.yaml"
        yield path, _constituency(size, chance, number, languages)
        for standing in range(_share(size.candidates, size.constituencies, number)):
            candidate = _candidate(size, _Chance(seed, "candidate", number, standing), number)
            yield f"candidates/{ID}/{place}/candidate-{standing:05}.yaml", candidate


def _share(total: int, parts: int, number: int) -> int:
    """How much of `total` falls to part `number` when it is dealt out evenly."""
    return total * (number + 1) // parts - total * number // parts


def _said(chance: _Chance, languages: Sequence[str], length: int) -> Value:
    """A text in every language; in one language, plain."""
    texts = {language: chance.prose(length) for language in languages}
    return texts if len(languages) > 1 else texts[languages[0]]


def _election(seed: int, languages: Sequence[str]) -> str:
    chance = _Chance(seed, "election")
    election: dict[str, Value] = {
        "format": "1",
        "title": dict.fromkeys(languages, "A synthetic election"),
        "date": DATE,
        "languages": list(languages),
        "topics": {f"topic-{number}": _said(chance, languages, 8) for number in range(TOPICS)},
        "regions": {f"region-{number}": chance.word().capitalize() for number in range(REGIONS)},
        "parties": {f"party-{number}": {"name": chance.name()} for number in range(PARTIES)},
        "publisher": "Nobody: this election is made up",
        "licence": "CC0-1.0",
        "contact": "demo@example.org",
        "site": "https://demo.example.org",
    }
    return write(election, heading=["Made by `cmpgen demo`. Everything in it is made up."])


def _questions(size: Size, seed: int, languages: Sequence[str]) -> str:
    chance = _Chance(seed, "questions")
    return write([_question(chance, f"question-{number:03}", languages) for number in range(size.national)])


def _question(chance: _Chance, id_: str, languages: Sequence[str]) -> dict[str, Value]:
    return {
        "id": id_,
        "topic": f"topic-{chance.below(TOPICS)}",
        "text": _said(chance, languages, 60),
        "background": _said(chance, languages, 220),
        "sources": [{"url": "https://example.org/report", "title": "A report that nobody wrote"}],
    }


def _local_id(number: int, place: int) -> str:
    return f"local-{place:05}-{number}"


def _constituency(size: Size, chance: _Chance, place: int, languages: Sequence[str]) -> str:
    constituency: dict[str, Value] = {
        "name": f"{chance.word().capitalize()} {place}",
        "region": f"region-{chance.below(REGIONS)}",
        "seats": "1",
    }
    questions = [_question(chance, _local_id(number, place), languages) for number in range(size.local)]
    if questions:
        constituency["questions"] = [{**each, "evidence": "https://example.org/minutes"} for each in questions]
    return write(constituency)


def _candidate(size: Size, chance: _Chance, place: int) -> str:
    candidate: dict[str, Value] = {"name": chance.name()}
    if chance.percent(90):
        candidate["party"] = f"party-{chance.below(PARTIES)}"
    asked = [f"question-{number:03}" for number in range(size.national)]
    asked += [_local_id(number, place) for number in range(size.local)]
    if chance.percent(80):
        candidate["reply"] = "answered"
        candidate["replied"] = f"2027-04-{1 + chance.below(28):02}"
        candidate["answers"] = dict(_answers(chance, asked))
    else:
        candidate["reply"] = chance.one_of(("declined", "no-reply", "unreachable", "not-asked", "unknown"))
        found = {id_: _found(chance) for id_ in asked if chance.percent(10)}
        if found:
            candidate["answers"] = found
    return write(candidate)


def _answers(chance: _Chance, asked: Sequence[str]) -> Iterator[tuple[str, Value]]:
    for id_ in asked:
        position = "no-position" if chance.percent(5) else chance.one_of(OPTIONS)
        if chance.percent(3):
            continue
        if chance.percent(33):
            yield id_, {"position": position, "comment": Prose(chance.prose(chance.comment_length()) + "\n")}
        else:
            yield id_, position


def _found(chance: _Chance) -> Value:
    source: dict[str, Value] = {
        "kind": chance.one_of(("manifesto", "press", "vote")),
        "url": f"https://example.org/{chance.word()}",
        "quote": Prose(chance.prose(80) + "\n"),
        "date": f"2027-03-{1 + chance.below(28):02}",
    }
    return {"position": chance.one_of(OPTIONS), "source": source}
