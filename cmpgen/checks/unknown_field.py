"""A field has a name that this kind of file does not know.

What stands below it would silently be left out.

Bad:    anwsers:
Good:   answers:
Bad:    free-buses:
          agree:
Good:   free-buses: agree
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "unknown-field"
SEVERITY = ERROR
MESSAGE = N_("no field is called {field!r} here")
HINT = N_("Did you mean {nearest!r}? The fields here are: {known}.")
HINTS = {
    "answer": N_(
        "Did you mean {nearest!r}? Write the answer behind 'position:', and a remark, indented, below 'comment: |'; "
        "'source:' has its own lines below it."
    ),
}
"""What to do instead within an answer, by the fact `case`."""
