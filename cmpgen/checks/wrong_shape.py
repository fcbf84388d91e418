"""A value has another shape than its field: a list where text belongs, or text where fields belong.

Bad:    answers: agree
Good:   answers:
          free-buses: agree
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "wrong-shape"
SEVERITY = ERROR
MESSAGE = N_("{field!r} should be {expected}, and this is {found}")
HINT = N_(
    "Look at how the other files write {field!r}: 'name: value' stands on lines of their own below it, two spaces "
    "further in; each item of a list begins with a hyphen and a space; a text may stand below 'name: |'."
)

HINTS = {
    "hyphens": N_("Remove the hyphens: below {field!r} each line is a name, a colon, a space and a value."),
    "source": N_(
        "Write 'kind: press' and 'url: https://…' on lines of their own below 'source:', two spaces further in; the "
        "kinds are candidate, manifesto, press, vote and volunteer."
    ),
    "file": N_(
        "Compare it with another file of this kind: which begins with a hyphen, and which with a name and a colon."
    ),
}
"""What to do instead in the cases that volunteers meet most, by the fact `case`."""
