"""A value is fetched from elsewhere in the file, with `*name` or `<<`.

Few people know that YAML can do this, a small file can grow to any size by it, and a text that begins with an asterisk
is taken for it, so here every value is written where it belongs.

Bad:    comment: *very important*
Good:   comment: |
          *very important*
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "alias"
SEVERITY = ERROR
MESSAGE = N_("{words!r} is a mark by which YAML repeats what is written elsewhere in the file")
HINT = N_(
    "Write the value itself; a text that begins with this character goes on a line of its own, indented, below "
    "a line such as 'comment: |'. Until then the rest of this file cannot be read."
)
