"""Something among the election's files is not an ordinary file: a symbolic link, a device, a pipe.

It could lead out of the project or never end, so it is not read.

Bad:    ada-obi.yaml -> ../../other/ada-obi.yaml
Good:   a copy of the file itself
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "not-a-file"
SEVERITY = ERROR
MESSAGE = N_("{name!r} is {kind}, and only ordinary files are read")
HINT = N_("Replace it with the file itself.")
