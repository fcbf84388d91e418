"""A photo is not named by the plain name of a file beside the candidate's.

A photo lies in the candidate's own folder, so its name has no folder in it.
It is made of the letters A to Z, digits, hyphens, underscores and dots, which every system writes in one way.

Bad:    photo: ../photos/Ada Öbi.jpg
Good:   photo: ada-obi.jpg
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-photo-name"
SEVERITY = ERROR
MESSAGE = N_("{name!r} is no plain name of a file beside this one")
HINT = N_(
    "Put the picture into this folder and name it with unaccented letters, digits and hyphens, such as ada-obi.jpg."
)
