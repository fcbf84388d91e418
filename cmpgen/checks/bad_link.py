"""A link is not a whole http or https address.

Other kinds of address can run code, show local files or lead nowhere, and an address with a name and a password
in it misleads about where it goes. Links within Markdown may lead to an address of mailto: too.

Bad:    url: javascript:alert(1)
Bad:    url: www.example.org
Bad:    background: |
          See [the report](report.pdf).
Good:   url: https://www.example.org/
Good:   background: |
          See [the report](https://www.example.org/report.pdf).
"""

from collections.abc import Iterator

from cmpgen import prose
from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election

CODE = "bad-link"
SEVERITY = ERROR
MESSAGE = N_("{link!r} is no web address")
HINT = N_("Copy the whole address from the browser, from 'https://' on, without spaces.")


def check_election(election: Election) -> Iterator[Diagnostic]:
    texts = [(election.tree, "funding", election.funding), (election.tree, "panel", election.panel)]
    for each in election.every_question():
        told = {"background": each.background, "for": each.arguments_for, "against": each.arguments_against}
        texts.extend((each.tree, field, text) for field, text in told.items())
    for tree, field, text in texts:
        for language, words in text.items():
            # Without one of these signs there is no link, and most texts have none.
            if "](" in words or "]:" in words or "<" in words:
                for _, address in prose.addresses(words):
                    if not prose.leads_out(address):
                        yield diagnostic(tree.key(field, language), CODE, link=address)
