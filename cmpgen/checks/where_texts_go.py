"""Hints for a text that stands where a candidate's file has no room for one; several codes meet such a text.

Behind the name of a question, behind `position:` and behind `source:` there is nothing but a value of its kind: a hint
that sent the text below a line with '|' there would lead to the next fault.
"""

from cmpgen.diagnostics import N_

READABLE = {
    "answer": N_(
        "Leave '{field}:' alone on its line and write below it, two spaces further in, 'position:' with the answer, "
        "and 'comment: |' with the remark on a line of its own below that."
    ),
    "position": N_(
        "Write the answer alone behind 'position:', and the remark on a line of its own, indented, below 'comment: |'."
    ),
    "source": N_(
        "Write 'kind: press' and 'url: https://…' on lines of their own below 'source:', two spaces further in, and "
        "the words that were found, indented, below 'quote: |'."
    ),
}
"""What to do, by the fact `case`."""

_UNREAD = N_("Until then the rest of this file cannot be read.")
BROKEN = {case: f"{words} {_UNREAD}" for case, words in READABLE.items()}
"""The same, where the fault ends the reading of the file."""
