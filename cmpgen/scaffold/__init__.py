"""Starting files, as texts by path: commented, valid, and for people who never saw YAML.

`new_…` are single files of an election, `new_project` a whole folder that builds at once. Nothing here writes.
"""

from __future__ import annotations

from cmpgen.scaffold.candidate import new_candidate
from cmpgen.scaffold.election import new_constituency, new_election
from cmpgen.scaffold.example import example
from cmpgen.scaffold.forms import forms
from cmpgen.scaffold.languages import NoWords
from cmpgen.scaffold.project import new_project
from cmpgen.scaffold.question import CannotAppend, new_question

__all__ = [
    "CannotAppend",
    "NoWords",
    "example",
    "forms",
    "new_candidate",
    "new_constituency",
    "new_election",
    "new_project",
    "new_question",
]
