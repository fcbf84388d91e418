"""A photo has no credit.

Whoever took a photo has rights in it, and voters can see who chose how a candidate looks.
A photo that nobody can credit is a photo that nobody knows the licence of.

Bad:    photo: ada-obi.jpg
Good:   photo: ada-obi.jpg
        credit: Ben Adeyemi
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "missing-credit"
SEVERITY = ERROR
MESSAGE = N_("the photo {name!r} has no credit")
HINT = N_("Add a line 'credit:' with the name of whoever took it, or of whoever gave it to you.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    for candidate in contest.candidates:
        if candidate.photo and not candidate.credit and "credit" not in candidate.unreadable:
            yield diagnostic(candidate.tree.value("photo"), CODE, name=candidate.photo)
