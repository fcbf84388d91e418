"""A link is not a whole http or https address.

Other kinds of address can run code, show local files or lead nowhere, and an address with a name and a password
in it misleads about where it goes. Links within Markdown may lead to an address of mailto: too.
Where the words of a link are an address themselves, it leads to that site and to no other.
The address of the site and that of the forge go on behind their ends, so neither has a '?' or a '#' in it, nor a step
'..' that would lead to another place.

Bad:    url: javascript:alert(1)
Bad:    url: www.example.org
Bad:    background: |
          See [the report](report.pdf).
Bad:    site: https://www.example.org/?lang=en
Bad:    site: https://www.example.org/ours/../theirs
Bad:    background: |
          See [https://www.example.org/report](https://www.example.net/).
Good:   url: https://www.example.org/
Good:   background: |
          See [the report](https://www.example.org/report.pdf).
"""

from collections.abc import Iterator

from cmpgen import prose
from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election, Text
from cmpgen.yamltree import Tree

CODE = "bad-link"
SEVERITY = ERROR
MESSAGE = N_("{link!r} is no web address")
MESSAGES = {
    "base": N_("{link!r} has a '?' or a '#' in it, and the addresses of pages would go on behind that"),
    "words": N_("this link to {link!r} says that it leads to {host!r}"),
    "steps": N_("{link!r} has a step '.' or '..' in it, and leads elsewhere than it says"),
}
HINT = N_("Copy the whole address from the browser, from 'https://' on, without spaces.")
HINTS = {
    "base": N_("Leave out the '?' or '#' and all that follows."),
    "words": N_("Let the words say what stands there, or give the address that it leads to."),
    "steps": N_("Open it in the browser, and copy the address that is shown there."),
}
"""What is wrong and what to do where other addresses begin with this one, and where words mislead, by `case`."""


def prose_of(election: Election) -> Iterator[tuple[Tree, str, Text]]:
    """Every text of the election that is Markdown, with the tree and the field that it stands in."""
    yield election.tree, "funding", election.funding
    yield election.tree, "panel", election.panel
    for each in election.every_question():
        yield each.tree, "background", each.background
        yield each.tree, "for", each.arguments_for
        yield each.tree, "against", each.arguments_against


def check_election(election: Election) -> Iterator[Diagnostic]:
    for tree, field, text in prose_of(election):
        for language, words in text.items():
            # Without one of these signs there is no link, and most texts have none.
            if "](" in words or "]:" in words or "<" in words:
                for _, address, label in prose.links(words):
                    if not prose.leads_out(address):
                        yield diagnostic(tree.key(field, language), CODE, link=address)
                    elif host := prose.other_host(label, address):
                        yield diagnostic(tree.key(field, language), CODE, link=address, host=host, case="words")
