"""A value has another shape than its field: a list where text belongs, text where fields belong, or several lines.

Bad:    answers: agree
Bad:    name: |
          Ada Obi
          Has withdrawn
Good:   answers:
          free-buses: agree
Good:   name: Ada Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "wrong-shape"
SEVERITY = ERROR
MESSAGE = N_("{field!r} should be {expected}, and this is {found}")
HINT = N_(
    "Look at how the other files write {field!r}: 'name: value' stands on lines of their own below it, two spaces "
    "further in; each item of a list begins with a hyphen and a space."
)

HINTS = {
    "hyphens": N_("Remove the hyphens: below {field!r} each line is a name, a colon, a space and a value."),
    "source": N_(
        "Write 'kind: press' and 'url: https://…' on lines of their own below 'source:', two spaces further in; the "
        "kinds are candidate, manifesto, press, vote and volunteer."
    ),
    "links": N_("Write two lines: 'links:', and below it, two spaces further in, 'website: {words}'."),
    "contacted": N_("Write two lines: 'contacted:', and below it, two spaces further in, '{words}'."),
    "forge": N_(
        "Write three lines: 'forge:', and below it, two spaces further in, 'kind: {kind}' and 'url: {words}'; the "
        "kinds are github, gitlab and forgejo."
    ),
    "position": N_(
        "Write one answer as it is, without brackets, braces and hyphens; a remark has its place, indented, below "
        "'comment: |'."
    ),
    "text": N_(
        "Write the text behind '{field}:', or, indented, below '{field}: |', where brackets and braces are left as "
        "they are."
    ),
    "line": N_("Write the value behind '{field}:', on the same line, without brackets, braces and hyphens."),
    "one-line": N_("Write it behind '{field}:', on the same line; what else there is to say has fields of its own."),
    "items": N_(
        "Write each item on a line of its own below '{field}:', beginning with a hyphen, a space and a name with its "
        "value, such as '- id: …'."
    ),
    "plain-item": N_("Write a single word behind each hyphen, without a colon, brackets and braces."),
    "item": N_(
        "Begin each item with a hyphen, a space and a name with its value, such as '- id: …', and write its other "
        "lines below it, in the column of that name."
    ),
    "file": N_(
        "Compare it with another file of this kind: which begins with a hyphen, and which with a name and a colon."
    ),
}
"""What to do instead in the cases that volunteers meet most, by the fact `case`."""
