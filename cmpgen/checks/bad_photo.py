"""A photo cannot be shown: its file is none of the three kinds, is damaged, too large, too small, or no file at all.

Photos are JPEG, PNG or WebP pictures that do not move, in files of at most 8 MB and with the ending of their kind;
at least 96 pixels wide and 120 high, and at most 25 million pixels as JPEG, 10 million as PNG or WebP.
They are painted anew before they are published, so that nothing else that is in a file reaches a voter.

Bad:    photo: ada-obi.svg
Good:   photo: ada-obi.jpg
        credit: Ben Adeyemi
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, Where, diagnostic
from cmpgen.layout import is_photo
from cmpgen.model import Contest, Photo

CODE = "bad-photo"
SEVERITY = ERROR
MESSAGE = N_("{name!r} cannot be shown as a photo: {reason}")
HINT = N_("Put a JPEG, PNG or WebP picture here, as a camera or a picture editor saves it; see docs/photos.md.")

REASONS = {
    "animated": N_("it is a moving picture"),
    "broken": N_("it is damaged or cut off"),
    "disguised": N_("it holds a {format} picture, and its name says {expected}"),
    "empty": N_("the file is empty"),
    "ending": N_("only names that end in .jpg, .jpeg, .png or .webp can"),
    "foreign": N_("there is no JPEG, PNG or WebP picture in it"),
    "large": N_("its file has more than {most} MB"),
    "parts": N_("it is put together of more than {most} parts, and a camera writes some dozen"),
    "passes": N_("it is stored in {passes} passes, and {most} are enough for any camera"),
    "small": N_("it has {width} × {height} pixels, and needs {least_width} × {least_height}"),
    "special": N_("it is {kind}"),
    "unreadable": N_("the system does not let it be read ({reason})"),
    "vast": N_("it has too many pixels; {format} pictures can have {most} million"),
}
"""What is wrong with a picture, by the name of the fault."""


def check_contest(contest: Contest) -> Iterator[Diagnostic]:
    named = set()
    for candidate in contest.candidates:
        if not candidate.photo:
            continue
        named.add(candidate.photo)
        photo = contest.photos.get(candidate.photo)
        if not is_photo(candidate.photo):
            photo = Photo(candidate.photo, fault="ending")
        if photo is not None and photo.fault:
            yield _fault(candidate.tree.value("photo"), candidate.photo, photo)
    # What is no ordinary file has no business among the candidates, named or not.
    for name, photo in contest.photos.items():
        if photo.fault == "special" and name not in named:
            yield _fault(Where(photo.path), name, photo)


def _fault(where: Where, name: str, photo: Photo) -> Diagnostic:
    reason = REASONS[photo.fault].format(**dict(photo.facts))
    return diagnostic(where, CODE, name=name, reason=reason, fault=photo.fault)
