"""An id is a word that the site needs for itself, or the name of a built-in scale.

Its page would stand at the address of another page.
A scale under `scales:` that is called like a built-in one would turn every answer of the country into another one.

Bad:    candidates/demo/north-bank/quiz.yaml
Bad:    scales:
          agree-5:
Good:   candidates/demo/north-bank/jo-quiz.yaml
Good:   scales:
          agree-5-in-our-words:
"""

from collections.abc import Iterable, Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest, Election
from cmpgen.questions.scales import BUILT_IN

CODE = "reserved-id"
SEVERITY = ERROR
MESSAGE = N_("the site keeps the address {word!r} for itself")
MESSAGES = {"scale": N_("{word!r} is a built-in scale, and every question that names it would be asked on this one")}
HINT = N_("Choose another id, for example with a second word.")
HINTS = {"scale": N_("Choose another name, and write it behind 'scale:' where this scale is meant.")}
"""What is wrong with a scale's name and what to do, by the fact `case`."""


# What stands at the site's root, in an election's folder, in a constituency's folder and in a list of questions.
ROOT = frozenset({"static", "index", "data", "feeds", "manifest"})
ELECTION = frozenset(
    {"questions", "parties", "participation", "method", "data", "static", "index", "map", "photos", "quiz"}
)
CONSTITUENCY = frozenset({"quiz", "questions", "data", "static", "index", "print"})
LEAF = frozenset({"index", "static"})


def check_election(election: Election) -> Iterator[Diagnostic]:
    # A language code at the root would be the home page of that language.
    if election.id in ROOT or is_language(election.id) or election.id in folders(election.languages):
        yield diagnostic(election.tree.key(), CODE, word=election.id)
    for constituency in election.constituencies.values():
        if constituency.id in ELECTION or is_language(constituency.id):
            yield diagnostic(constituency.tree.key(), CODE, word=constituency.id)
    for question in election.every_question():
        if question.id in LEAF:
            yield diagnostic(question.tree.value("id"), CODE, word=question.id)
    for id_ in election.parties:
        if id_ in LEAF:
            yield diagnostic(election.tree.key("parties", id_), CODE, word=id_)
    for name in election.scales.keys() & BUILT_IN.keys():
        yield diagnostic(election.tree.key("scales", name), CODE, word=name, case="scale")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        if candidate.id in CONSTITUENCY:
            yield diagnostic(candidate.tree.key(), CODE, word=candidate.id)


def folders(languages: Iterable[str]) -> set[str]:
    """What nothing else at the root of the site is called beside these languages.

    Ids have small letters, and for many disks `pt-BR` and `pt-br` are one folder.
    """
    return {each.lower() for each in languages}


def is_language(word: str) -> bool:
    """Whether this may be a language code, and so the folder of that language at the root of the site."""
    return len(word) == 2 and word.isalpha()
