"""The columns of a table are separated by something else than a comma.

Spreadsheets write semicolons in some countries, where the comma stands in numbers.

Bad:    candidate_id;question_id;value;label;comment
Good:   candidate_id,question_id,value,label,comment
"""

from cmpgen.diagnostics import ERROR, N_

CODE = "wrong-delimiter"
SEVERITY = ERROR
MESSAGE = N_("the columns are separated by {delimiter!r}, not by ','")
HINT = N_("Save the table again as CSV with commas, in UTF-8.")
