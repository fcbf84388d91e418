"""A candidate's file names a photo that is not beside it.

Capital letters count: Ada.JPG is not ada.jpg.

Bad:    photo: ada.jpg, where the folder holds ada-obi.jpg
Good:   photo: ada-obi.jpg
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Guesses, diagnostic
from cmpgen.layout import is_photo
from cmpgen.model import Contest

CODE = "missing-photo"
SEVERITY = ERROR
MESSAGE = N_("no picture called {name!r} is beside this file")
HINT = N_("Did you mean {nearest!r}? Add the picture to this folder, or correct the name.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    near = Guesses(contest.photos)
    for candidate in contest.candidates:
        name = candidate.photo
        if is_photo(name) and name not in contest.photos:
            yield diagnostic(candidate.tree.value("photo"), CODE, name=name, nearest=near(name))
