"""A text of several words is followed by one space, a hash and more words.

YAML takes a hash after a space for the start of a note, which it throws away; it may have been the middle of a
sentence. Two spaces before the hash say that a note is meant; a text with a hash in it stands below `|`.

Bad:    comment: Our bid is number # 1 and never less
Good:   comment: |
          Our bid is number # 1 and never less
Good:   comment: We say what it costs  # checked on 3 May
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "possibly-cut"
SEVERITY = WARNING
MESSAGE = N_("what follows '#' is a note and is not published: {words!r}")
HINT = N_(
    "If it is a note, put two spaces before the '#'; if it belongs to the text, put the whole text on a line of its "
    "own, indented, below '{field}: |'."
)
HINTS = {
    "answer": N_(
        "If it is a note, put two spaces before the '#'; if it is a remark, leave '{field}:' alone on its line and "
        "write below it, two spaces further in, 'position:' with the answer, and 'comment: |' with the remark on a "
        "line of its own below that."
    ),
    "position": N_(
        "If it is a note, put two spaces before the '#'; if it is a remark, put it on a line of its own, indented, "
        "below 'comment: |'."
    ),
}
"""What to do instead, by the fact `case`: behind an answer there is no room for a text."""
