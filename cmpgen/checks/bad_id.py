"""A name that serves as an id has characters that an id cannot have.

Ids become file names and web addresses, so they must look the same everywhere: small letters a to z, digits,
and single hyphens between them, at most 64 characters, and none of the names that Windows keeps for devices (con, …).

Bad:    candidates/demo/North Bank/Ada_Obi.yaml
Good:   candidates/demo/north-bank/ada-obi.yaml
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "bad-id"
SEVERITY = ERROR
MESSAGE = N_("{word!r} cannot be an id: {reason}")
HINT = N_(
    "Did you mean {nearest!r}? Use small letters a to z, digits, and hyphens between them, such as 'north-bank'; at "
    "most 64 characters."
)
