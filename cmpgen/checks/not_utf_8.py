"""A file is not text in UTF-8.

Text kept in another encoding shows wrong letters to everyone else, so it is not guessed.

Bad:    a file saved as "Unicode" (UTF-16) or "Windows-1252"
Good:   the same file saved as UTF-8
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "not-utf-8"
SEVERITY = ERROR
MESSAGE = N_("this byte is not UTF-8")
HINT = N_("Save the file again with the encoding UTF-8; the rest of this file was not read.")
