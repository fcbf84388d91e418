"""A table to import holds no rows, not even its header.

The first line of each table names its columns.

Bad:    an empty questions.csv
Good:   question_id,scope,topic,text,language,scale_options,type,info
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "empty-table"
SEVERITY = ERROR
MESSAGE = N_("{name!r} is empty")
HINT = N_("Write the names of the columns on its first line.")
