"""Where each page stands: a folder below the site's root, such as "riverland-2027/north-bank/"; "" is the root itself.

The default language of an election stands at the root, every other below a folder of its name.
Links in pages are relative, a page's `root` followed by one of these, so that a site works below any path.
Old elections stay where they were: change nothing here without leaving the old address in place.
"""

from __future__ import annotations

from cmpgen.model import Election, Question

KINDS = (
    "home",
    "election",
    "constituency",
    "quiz",
    "candidate",
    "national-question",
    "local-question",
    "party",
    "participation",
    "method",
)
"""The kinds of page that the site has; what is not named here is never linked to."""


def root(url: str) -> str:
    """The way from a page back to the site's root: "../" for each folder, "./" at the root itself."""
    return "../" * url.count("/") or "./"


def home(language: str, default: str) -> str:
    return "" if language == default else f"{language}/"


def election(of: Election, language: str) -> str:
    return f"{home(language, of.language)}{of.id}/"


def constituency(of: Election, language: str, id_: str) -> str:
    return f"{election(of, language)}{id_}/"


def quiz(of: Election, language: str, constituency_id: str) -> str:
    return f"{constituency(of, language, constituency_id)}quiz/"


def candidate(of: Election, language: str, constituency_id: str, id_: str) -> str:
    return f"{constituency(of, language, constituency_id)}{id_}/"


def photo(of: Election, name: str) -> str:
    """The file of a photo, which is the same in every language."""
    return f"{of.id}/photos/{name}"


def question(of: Election, language: str, asked: Question) -> str:
    """A national question's page, or a local one's below its constituency."""
    above = constituency(of, language, asked.constituency) if asked.constituency else election(of, language)
    return f"{above}questions/{asked.id}/"


def question_here(of: Election, language: str, constituency_id: str, id_: str) -> str:
    """The page of any question that a constituency is asked, below the constituency."""
    return f"{constituency(of, language, constituency_id)}questions/{id_}/"


def party(of: Election, language: str, id_: str) -> str:
    return f"{election(of, language)}parties/{id_}/"


def participation(of: Election, language: str) -> str:
    return f"{election(of, language)}participation/"


def method(of: Election, language: str) -> str:
    return f"{election(of, language)}method/"
