"""A question says that it is based on something that is neither a page nor an issue.

`based-on` leads to the raised issue that a local question was refined from, so that anybody can look it up: by its
address, by its id, or by its number where issues are kept.

Bad:    based-on: Some people said so!
Good:   based-on: stadium-money
Good:   based-on: https://example.org/issues/12
"""

import re
from collections.abc import Iterator

from cmpgen.diagnostics import N_, WARNING, Diagnostic, diagnostic
from cmpgen.fields import is_link
from cmpgen.ids import is_id
from cmpgen.model import Election

CODE = "bad-reference"
SEVERITY = WARNING
MESSAGE = N_("{word!r} is neither a web address nor the id of an issue")
HINT = N_(
    "Write the address of the page where this was raised, or the id or number of the issue, such as 'stadium-money' or "
    "'12'; without any, remove the line."
)

NUMBER = re.compile(r"(?:[\w.-]+(?:/[\w.-]+)+)?[#!][1-9][0-9]{0,8}")
"""How forges write an issue: #12, or owner/project#12."""


def check_election(election: Election) -> Iterator[Diagnostic]:
    for question in election.every_question():
        word = question.based_on
        if word and not (is_id(word) or is_link(word) or NUMBER.fullmatch(word)):
            yield diagnostic(question.tree.value("based-on"), CODE, word=word)
