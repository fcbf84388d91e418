"""Columns that an import does not know are left out.

They stay in the source; nothing of them is in the project.

Bad:    candidate_id,name,party,constituency_id,constituency_name,motto
Good:   candidate_id,name,party,constituency_id,constituency_name
"""

from cmpgen.diagnostics import N_, WARNING

CODE = "other-columns"
SEVERITY = WARNING
MESSAGE = N_("these columns are not imported: {columns}")
HINT = N_("If something in them matters, add it to the files of the project by hand.")
