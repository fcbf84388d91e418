"""The name of a link, or the way of a contact, says more than that.

Both are shown on the candidate's page as they stand there, among what is known of the candidate.

Bad:    links:
          "website (outdated: vote Jo Lim)": https://example.org/ada
Bad:    contacted:
          2027-03-28: "letter: she told us that she withdraws"
Good:   links:
          website: https://example.org/ada
Good:   contacted:
          2027-03-28: letter
"""

import re
from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "wordy-name"
SEVERITY = WARNING
MESSAGE = N_("{word!r} says more than what this link is called")
MESSAGES = {"contact": N_("{word!r} says more than the way in which somebody was contacted")}
HINT = N_("Write a word or two, such as 'website'; all else belongs elsewhere or nowhere.")
HINTS = {"contact": N_("Write a word or two, such as 'email' or 'letter'; all else belongs elsewhere or nowhere.")}
"""What is wrong with a contact and what to do, by the fact `case`."""

LONGEST = 30
"""Characters of a name."""

_SENTENCE = re.compile('[:;!?()\\[\\]{}"“”„«»<>|=…\n]')


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        for name in candidate.links:
            if _is_wordy(name):
                yield diagnostic(candidate.tree.key("links", name), CODE, word=name)
        for date, way in candidate.contacted:
            if _is_wordy(way):
                where = candidate.tree.value("contacted", date.isoformat())
                yield diagnostic(where, CODE, word=way, case="contact")


def _is_wordy(words: str) -> bool:
    return len(words) > LONGEST or _SENTENCE.search(words) is not None
