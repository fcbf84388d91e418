"""A question has more than 25 words.

People forget the beginning before they reach the end, on a phone most of all; what one needs to know is background.

Bad:    text: Given that the town, which has grown by a third since the last plan was made, has only two buses …
Good:   text: The town should have a third bus line.
        background: |
          The town has grown by a third since the last plan was made. It has two bus lines.
"""

from collections.abc import Iterator

from cmpgen import wording
from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "long-wording"
SEVERITY = WARNING
MESSAGE = N_("the question has {words} words, more than {limit}")
HINT = N_("Keep the one thought that is asked about, and move the rest below background:.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for where, words in wording.long_questions(election):
        yield diagnostic(where, CODE, words=words, limit=wording.LONGEST)
