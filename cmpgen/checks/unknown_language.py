"""A text is in a language that the election does not have, or its tag is no language tag.

Such a text would never be shown. A candidate's own words may be in any language.

Bad:    text:
          fre: Le bus devrait être gratuit.
Good:   text:
          fr: Le bus devrait être gratuit.
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Where, diagnostic, nearest
from cmpgen.fields import LANGUAGE_TAG
from cmpgen.model import LANGUAGES, Contest, Election
from cmpgen.texts import every_text

CODE = "unknown-language"
SEVERITY = ERROR
MESSAGE = N_("{tag!r} is none of this election's languages")
HINT = N_("Did you mean {nearest!r}? The languages are under 'languages:' in election.yaml: {languages}.")

TAG = LANGUAGE_TAG


def check_election(election: Election) -> Iterator[Diagnostic]:
    if not election.readable(LANGUAGES):
        return
    for tree, steps, text, _ in every_text(election):
        for tag in text:
            if tag not in election.languages:
                yield _unknown(tree.key(*steps, tag), tag, election)


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    if not contest.election.readable(LANGUAGES):
        return
    for candidate in contest.candidates:
        for answer in candidate.answers.values():
            for tag in answer.comment:
                if not TAG.fullmatch(tag):
                    yield _unknown(
                        candidate.tree.key("answers", answer.question, "comment", tag), tag, contest.election
                    )
            for tag in answer.origin.quote if answer.origin else ():
                if not TAG.fullmatch(tag):
                    steps = ("answers", answer.question, "source", "quote", tag)
                    yield _unknown(candidate.tree.key(*steps), tag, contest.election)


def _unknown(where: Where, tag: str, election: Election) -> Diagnostic:
    languages = election.languages
    return diagnostic(where, CODE, tag=tag, nearest=nearest(tag, languages), languages=", ".join(languages))
