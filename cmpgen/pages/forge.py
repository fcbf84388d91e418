"""Where a page can be put right: its file on the forge, a report that is already filled in, and an e-mail.

The addresses of each kind of forge stand in one table; nothing else knows how a forge writes them.
A title and a body hold names and addresses only, so that they need no translation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from cmpgen.model import Election, Forge

ADDRESSES: Mapping[str, Mapping[str, str]] = {
    "github": {
        "view": "{url}/blob/{branch}/{path}",
        "edit": "{url}/edit/{branch}/{path}",
        "report": "{url}/issues/new?title={title}&body={body}",
        "history": "{url}/commits/{branch}/{path}",
        "issue": "{url}/issues/{path}",
    },
    "gitlab": {
        "view": "{url}/-/blob/{branch}/{path}",
        "edit": "{url}/-/edit/{branch}/{path}",
        "report": "{url}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}",
        "history": "{url}/-/commits/{branch}/{path}",
        "issue": "{url}/-/issues/{path}",
    },
    "forgejo": {
        "view": "{url}/src/branch/{branch}/{path}",
        "edit": "{url}/_edit/{branch}/{path}",
        "report": "{url}/issues/new?title={title}&body={body}",
        "history": "{url}/commits/branch/{branch}/{path}",
        "issue": "{url}/issues/{path}",
    },
}
"""By kind of forge: a file as it is, the same file to be edited, a new issue, who changed what below a folder, and an
issue by its number."""

_UNSAFE = {code: f"%{code:02X}" for code in range(128) if not (chr(code).isalnum() or chr(code) in "-._~")}

LONGEST_TITLE = 200
"""Characters; a longer title would make an address that some servers refuse."""


class Ways(NamedTuple):
    """Addresses at which something can be put right, each empty where there is none."""

    view: str = ""
    edit: str = ""
    report: str = ""
    mail: str = ""

    def __bool__(self) -> bool:
        return bool(self.edit or self.mail)


def ways(election: Election, path: str, title: str, page: str, line: int | str = 0) -> Ways:
    """How to put right what the page at the URL `page` says, out of the file at `path`, at `line` if there is one."""
    short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    where = f"{path}:{line}" if line else path
    body = "\n".join(["", "", f"{election.site.rstrip('/')}/{page}", where])
    mail = f"mailto:{_recipient(election.contact)}?subject={_quoted(short)}&body={_quoted(body)}"
    to_us = mail if election.contact else ""
    if election.forge is None:
        return Ways(mail=to_us)
    return Ways(
        view=_address(election.forge, "view", path=path) + (f"#L{line}" if line else ""),
        edit=_address(election.forge, "edit", path=path),
        report=_address(election.forge, "report", title=short, body=body),
        mail=to_us,
    )


QUESTION, LINE = "\ue000", "\ue001"
"""Stand for a question's id and for a line of a file until they are filled in; no text that was read holds them."""


def ways_of_answers(election: Election, path: str, name: str, page: str) -> Callable[[str, int], Ways]:
    """How to put right one answer on a candidate's page: a function of the question's id and of the answer's line.

    What all answers share is written once, for there are hundreds of thousands of them: the addresses are HTML.
    """
    view, edit, report, mail = ways(election, path, f"{name}: {QUESTION}", f"{page}#q-{QUESTION}", LINE)
    in_view, in_report, in_mail = _between_questions(view), _between_questions(report), _between_questions(mail)
    as_it_is = escape(edit)

    def filled(question: str, line: int) -> Ways:
        at = str(line)
        return Ways(
            _as_markup(question.join(in_view).replace(LINE, at)) if in_view else "",
            as_it_is,
            _as_markup(question.join(in_report).replace(LINE, at)) if in_report else "",
            _as_markup(question.join(in_mail).replace(LINE, at)) if in_mail else "",
        )

    return filled


_as_markup = partial(str.__new__, Markup)


def _between_questions(address: str) -> list[str]:
    """What stands between the places of the question's id in an address, as HTML; nothing where there is no address.

    A long title may have cut the first one off. No id holds anything that would have to be escaped.
    """
    html = str(escape(address))
    for sign in (QUESTION, LINE):
        # The fragment of an address is not quoted.
        html = html.replace(_quoted(sign), sign)
    return html.split(QUESTION) if html else []


@cache
def _recipient(contact: str) -> str:
    return quote(contact, safe="@")


def history(election: Election, folder: str) -> str:
    """Where the forge shows every change of the files below `folder`; empty where the election has no forge."""
    return _address(election.forge, "history", folder) if election.forge is not None else ""


def issue(election: Election, word: str) -> str:
    """Where the forge keeps the issue that is written as 12 or #12; empty for any other word, and without a forge."""
    number = word.removeprefix("#")
    if election.forge is None or not (number.isascii() and number.isdecimal()):
        return ""
    return _address(election.forge, "issue", number)


def _address(forge: Forge, what: str, path: str = "", title: str = "", body: str = "") -> str:
    return ADDRESSES[forge.kind][what].format(
        url=forge.url, branch=quote(forge.branch), path=quote(path), title=_quoted(title), body=_quoted(body)
    )


def _quoted(words: str) -> str:
    # Mail programs show a plus sign for what forges read as a space, and want line breaks as mail has them.
    lines = words.replace("\n", "\r\n")
    # The library's own goes letter by letter, and every answer on every page has an address.
    return lines.translate(_UNSAFE) if lines.isascii() else quote(lines, safe="")
