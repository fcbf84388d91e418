"""Two options of one question have the same label, or one has the id of the other as its label.

An answer typed as that label could mean either.

Bad:    - id: both
          label: River
        - id: river
          label: Riverish
Good:   - id: both
          label: Both
        - id: river
          label: Riverish
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.folding import named
from cmpgen.model import Election

CODE = "ambiguous-option"
SEVERITY = ERROR
MESSAGE = N_("{word!r} could mean {first!r} or {second!r}")
HINT = N_("Give each option a label that no other option has as its label or id.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    for question in election.every_question():
        if question.type != "choice":
            continue
        seen: dict[str, str] = {}
        for index, option in enumerate(question.options):
            for word in sorted(named(option)):
                first = seen.setdefault(word, option.id)
                if first != option.id:
                    where = question.tree.value("options", index, "label")
                    yield diagnostic(where, CODE, word=word, first=first, second=option.id)
