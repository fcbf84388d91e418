"""A name holds what no ballot paper has: pictures, letters in disguise or struck through, or words of the site's own.

Such a name stands out among the others or says something about somebody, and a screen reader spells it out.

Bad:    name: 𝗔𝗱𝗮 𝗢𝗯𝗶 ✅
Bad:    name: Ada Obi (has withdrawn)
Good:   name: Ada Obi
Good:   status: withdrawn
"""

import re
import unicodedata
from collections.abc import Collection, Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, Where, diagnostic
from cmpgen.folding import folded, is_struck
from cmpgen.model import HAS_WITHDRAWN, Contest, Election
from cmpgen.yamltree.characters import name_of

CODE = "odd-name"
SEVERITY = WARNING
MESSAGE = N_("this name holds {word}, which is a picture or a letter in disguise")
MESSAGES = {
    "struck": N_("letters of {word!r} are struck through"),
    "withdrawn": N_("this name says {word!r}, as the site does of whoever has withdrawn"),
}
HINT = N_("Write the name as it is on the ballot paper, in plain letters.")
HINTS = {"withdrawn": N_("Write the name alone, and 'status: withdrawn' where that is so.")}
"""What is wrong and what to do in the other cases, by the fact `case`."""

_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
# Signs of names and of trade, which Unicode counts among the pictures, and № and ™ among the letterlike ones.
_PLAIN = frozenset("©®°") | {chr(code) for code in range(0x2100, 0x2150)}


def check_election(election: Election) -> Iterator[Diagnostic]:
    for id_, party in election.parties.items():
        for tag, words in party.name.items():
            yield from _in(words, election, election.tree.value("parties", id_, "name", tag))


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        yield from _in(candidate.name, contest.election, candidate.tree.value("name"))


def _in(name: str, election: Election, where: Where) -> Iterator[Diagnostic]:
    if not name.isascii():
        odd = next(filter(_is_odd, name), "")
        if odd:
            yield diagnostic(where, CODE, word=name_of(odd))
        if is_struck(name):
            yield diagnostic(where, CODE, word=name, case="struck")
    words = _withdrawn(folded(name), election.said[HAS_WITHDRAWN])
    if words:
        yield diagnostic(where, CODE, word=words, case="withdrawn")


def _is_odd(character: str) -> bool:
    category = unicodedata.category(character)
    # What Unicode calls another font are bold, doubled and cursive letters.
    is_disguised = unicodedata.decomposition(character).startswith("<font>")
    return is_disguised or (category in ("So", "Me") and character not in _PLAIN)


def _withdrawn(name: str, phrases: Collection[str]) -> str:
    """What of a folded name says that somebody has withdrawn: the interface's phrase, or words of it in brackets."""
    for phrase in sorted(phrases):
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", name):
            return phrase
        for found in _BRACKETS.finditer(name):
            if {*found[1].split()} <= {*phrase.split()}:
                return found[1]
    return ""
