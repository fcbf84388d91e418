"""A text in Markdown has more than a thousand opening brackets.

For each of them whoever reads Markdown looks for the one that closes it, which takes long where nobody closes them.
No text has so many links: those after the 500th are no links.

Bad:    a thousand and one times ![
Good:   [the report](https://www.example.org/report.pdf)
"""

from collections.abc import Iterator

from cmpgen import prose
from cmpgen.checks.bad_link import prose_of
from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "too-many-brackets"
SEVERITY = ERROR
MESSAGE = N_("the text has {count} opening brackets, '[', and at most {limit} are read")
HINT = N_("Divide the text, or leave out those that are no links.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for tree, field, text in prose_of(election):
        for language, words in text.items():
            count = words.count("[")
            if count > prose.MOST_BRACKETS:
                yield diagnostic(tree.key(field, language), CODE, count=count, limit=prose.MOST_BRACKETS)
