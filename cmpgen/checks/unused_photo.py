"""A picture lies beside candidates' files, and none of them names it.

It is not published.

Bad:    ada-obi.jpg in a folder where no file says `photo: ada-obi.jpg`
Good:   photo: ada-obi.jpg, in ada-obi.yaml
"""

from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, Where, diagnostic
from cmpgen.model import Contest

CODE = "unused-photo"
SEVERITY = WARNING
MESSAGE = N_("no candidate's file here names the picture {name!r}")
HINT = N_("Name it in the file of the candidate whom it shows, or remove it.")


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    if any(candidate.unreadable & {"photo", "*"} for candidate in contest.candidates):
        # Whoever could not be read may well name it.
        return
    named = {candidate.photo for candidate in contest.candidates}
    for name, photo in contest.photos.items():
        if name not in named and photo.fault != "special":
            yield diagnostic(Where(photo.path), CODE, name=name)
