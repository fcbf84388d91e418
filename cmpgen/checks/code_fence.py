"""The file was pasted with the ``` marks that stand around it in chats and on web pages.

Bad:    ```
        name: Ada Obi
        ```
Good:   name: Ada Obi
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "code-fence"
SEVERITY = ERROR
MESSAGE = N_("three backticks stand around code in chats and on web pages, and are no part of a file")
HINT = N_("Delete the lines that begin with ``` at the top and at the end. Until then the file cannot be read.")
