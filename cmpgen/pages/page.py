"""A page before it is rendered, and data that stands beside one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Page(NamedTuple):
    """One page of the site.

    `url` is the folder in which its index.html stands, below the site's root: "riverland-2027/north-bank/", "" at the
    root. `template` is a file below theme/templates/. `context` holds `frame`, and one value named after the kind of
    page; templates compute nothing from them but loops and conditions.
    """

    url: str
    template: str
    language: str
    context: Mapping[str, object]


class Data(NamedTuple):
    """A document for scripts. `url` is its file below the site's root, `text` is JSON."""

    url: str
    text: str
