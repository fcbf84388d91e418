"""What Pelican's settings must be, whatever a project says, and what they are where it says nothing."""

from __future__ import annotations

import locale
import re
import traceback
import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from pelican import Pelican
from pelican.contents import Content
from pelican.settings import DEFAULT_CONFIG

from cmpgen.building import Order
from cmpgen.site.run import ORDER
from cmpgen.theme import BadFile, theme_folders

ALWAYS: Mapping[str, Any] = {
    "ARTICLE_TRANSLATION_ID": "version_of",
    "CACHE_CONTENT": False,
    "CATEGORY_SAVE_AS": "",
    "DEFAULT_METADATA": {},
    "DELETE_OUTPUT_DIRECTORY": False,
    "EXTRA_PATH_METADATA": {},
    "FILENAME_METADATA": "(?!)",
    # `content` has resolved every link; Pelican would look for more inside finished HTML.
    "INTRASITE_LINK_REGEX": "(?!)(?P<what>)",
    "JINJA_ENVIRONMENT": {"autoescape": True, "undefined": jinja2.StrictUndefined, "extensions": []},
    "LOAD_CONTENT_CACHE": False,
    "OUTPUT_SOURCES": False,
    "PAGE_TRANSLATION_ID": "version_of",
    "PATH_METADATA": "",
    "RELATIVE_URLS": True,
    "STATIC_PATHS": [],
    "TEMPLATE_PAGES": {},
    "THEME_STATIC_PATHS": [],
    "TYPOGRIFY": False,
    "WITH_FUTURE_DATES": True,
}
"""Each of these could run what volunteers write, publish what is none of the site, or differ between machines."""

FEED = "feeds/all.atom.xml"
_FEEDS = re.compile(r"([A-Z]+_)*FEED(_[A-Z]+)*_(ATOM|RSS)")


TEXTS = ("SITENAME", "SITEURL", "TIMEZONE")
"""Settings that end on pages or in feeds."""


def check(settings: Mapping[str, Any]) -> None:
    """See that what a project sets can be used. Raises ValueError."""
    for name in TEXTS:
        value = settings.get(name)
        if not isinstance(value, str | None):
            raise ValueError(f"{name} is to be a text between quotes, and is {value!r:.40}")
    for name, value in settings.items():
        if _FEEDS.fullmatch(name) and value and not _is_place_of_feed(value):
            raise ValueError(f"{name} is to be a path that ends in .xml, such as {FEED}, and is {value!r:.60}")
    if settings.get("TIMEZONE"):
        zoneinfo.ZoneInfo(settings["TIMEZONE"])


def _is_place_of_feed(path: Any) -> bool:
    """Whether nothing else of the site can be called so."""
    return isinstance(path, str) and path.endswith(".xml") and not {"", ".", ".."} & {*path.split("/")}


def blame(fault: BaseException, path: Path) -> BadFile:
    """What is wrong with a project's settings, and on which line of the file at `path`."""
    if isinstance(fault, SyntaxError):
        return BadFile("broken-settings", path.name, fault.lineno or 1, fault.msg)
    steps = [line for each, line in traceback.walk_tb(fault.__traceback__) if each.f_code.co_filename == str(path)]
    return BadFile("broken-settings", path.name, steps[-1] if steps else 1, str(fault) or type(fault).__name__)


def harden(driven: Pelican) -> None:
    """Called when Pelican has read its settings."""
    settings = driven.settings
    # Plain pelican is told its content folder; the project is the folder around it.
    settings.setdefault(ORDER, Order(Path(driven.path).parent, Path(driven.output_path), explains=True))
    settings.update(ALWAYS, ARTICLE_ORDER_BY=_newest_first, PAGE_ORDER_BY=_newest_first)
    settings["THEME"] = driven.theme = str(theme_folders(settings[ORDER].project)[-1])
    settings.setdefault("TIMEZONE", "UTC")
    # A project that asks for other feeds gets them; Pelican's own idea of which there should be is not asked.
    for name, value in DEFAULT_CONFIG.items():
        if _FEEDS.fullmatch(name) and settings[name] == value:
            settings[name] = FEED if name == "FEED_ALL_ATOM" else None
    driven.delete_outputdir = False
    # Pelican has set the locale of whoever builds; dates and orders must not depend on it. Encodings stay theirs.
    for category in (locale.LC_TIME, locale.LC_COLLATE, locale.LC_NUMERIC, locale.LC_MONETARY):
        locale.setlocale(category, "C")


def _newest_first(prose: Content) -> tuple[float, str]:
    return (-prose.date.timestamp() if hasattr(prose, "date") else 0, prose.relative_source_path)
