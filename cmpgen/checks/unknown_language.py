"""A text is in a language that the election does not have, or its tag is no language tag.

Such a text would never be shown. A candidate's own words may be in any language.

Bad:    text:
          fre: Le bus devrait être gratuit.
Good:   text:
          fr: Le bus devrait être gratuit.
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Guesses, Where, diagnostic
from cmpgen.ids import LANGUAGE_TAG
from cmpgen.model import LANGUAGES, Contest, Election
from cmpgen.texts import every_text

CODE = "unknown-language"
SEVERITY = ERROR
MESSAGE = N_("{tag!r} is none of this election's languages")
HINT = N_("Did you mean {nearest!r}? The languages are under 'languages:' in election.yaml: {languages}.")
HINTS = {
    "words": N_(
        "Put the whole text on a line of its own, indented, below '{field}: |', where colons are left as they are; if "
        "a language is meant, write its tag, such as 'en'."
    ),
}
"""What to do instead where a text has a colon in it, by the fact `case`."""

TAG = LANGUAGE_TAG


def check_election(election: Election) -> Iterator[Diagnostic]:
    if not election.readable(LANGUAGES):
        return
    near = Guesses(election.languages)
    for written in every_text(election):
        for tag in written.text:
            if tag not in election.languages:
                yield _unknown(written.tree.key(*written.steps, tag), tag, election, near)


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    if not contest.election.readable(LANGUAGES):
        return
    near = Guesses(contest.election.languages)
    for candidate in contest.candidates:
        for answer in candidate.answers.values():
            for tag in answer.comment:
                if not TAG.fullmatch(tag):
                    where = candidate.tree.key("answers", answer.question, "comment", tag)
                    yield _unknown(where, tag, contest.election, near, "comment")
            for tag in answer.origin.quote if answer.origin else ():
                if not TAG.fullmatch(tag):
                    steps = ("answers", answer.question, "source", "quote", tag)
                    yield _unknown(candidate.tree.key(*steps), tag, contest.election, near, "quote")


def _unknown(where: Where, tag: str, election: Election, near: Guesses, field: str = "") -> Diagnostic:
    languages = election.languages
    facts = {"tag": tag, "nearest": near(tag), "languages": ", ".join(languages)}
    words = {"field": field, "case": "words"} if field and " " in tag else {}
    return diagnostic(where, CODE, **facts, **words)
