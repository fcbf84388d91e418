"""Two candidates of one constituency name the same picture.

One of them would be shown with the face of the other.

Bad:    photo: ada-obi.jpg, in ada-obi.yaml and in jo-lim.yaml
Good:   photo: jo-lim.jpg, in jo-lim.yaml
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Contest

CODE = "shared-photo"
SEVERITY = ERROR
MESSAGE = N_("{other!r} names the picture {name!r} too")
HINT = N_("Name it in the file of the candidate whom it shows, and in no other.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for candidate in contest.candidates:
        name = candidate.photo
        if name and first.setdefault(name, candidate.id) != candidate.id:
            yield diagnostic(candidate.tree.value("photo"), CODE, name=name, other=first[name])
