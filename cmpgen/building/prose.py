"""What a build knows of the prose: the pages that all others lead to, whether it is due, and where its links lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cmpgen import files, kept
from cmpgen.building.elections import Part
from cmpgen.building.run import Faults, Run, carry, has_errors
from cmpgen.diagnostics import Diagnostic
from cmpgen.kept import Kept
from cmpgen.layout import CONTENT


def read_prose(run: Run, parts: Mapping[str, Part]) -> tuple[list[Diagnostic], dict[str, Any]]:
    """What is wrong with the prose by itself, and the pages of it that all pages lead to."""
    shown = [part.workshop for part in parts.values() if part.shown]
    before = run.before
    sound = not any(has_errors(part.found) for part in parts.values())
    if before is not None and before.keys == run.now.keys and all(part.partly for part in parts.values()):
        from cmpgen.model import Words
        from cmpgen.pages import Link

        run.now.found["content"] = before.found.get("content", [])
        links = {
            tag: tuple(Link(Words(words, spoken), url) for words, spoken, url in one)
            for tag, one in before.links.items()
        }
        return kept.as_diagnostics(run.now.found["content"]), links
    paths = [path for path in run.survey.digests if path.startswith(f"{CONTENT}/")]
    if not paths:
        return [], {}
    from cmpgen import content
    from cmpgen.plan import languages, prose_links

    texts, unread = files.read_texts(run.order.project, [path for path in paths if path.endswith(".md")])
    every = languages([part.workshop for part in parts.values()]) if sound else []
    run.documents, found = content.read_documents(texts, paths, every)
    found = [*unread, *found]
    run.now.found["content"] = kept.as_lists(found)
    return found, prose_links(run.documents, languages(shown)) if sound and shown else {}


def check_prose(run: Run) -> None:
    """Whether prose is due; links in it that lead nowhere are errors."""
    has_content = any(path.startswith(f"{CONTENT}/") and path.endswith(".md") for path in run.survey.digests)
    current = run.site.current
    titles = repr((current.title, current.site, current.languages))
    key_ = kept.key(
        *(run.now.keys[each] for each in ("program", "theme", "settings", "content")),
        repr(run.now.links),
        titles,
        _masthead(run),
    )
    run.now.prose = key_
    before = run.before
    is_due = (has_content or run.now.keys["settings"] != "") and not (before and before.prose == key_)
    if before is not None and not is_due:
        carry(run, [path for path, each in before.pages.items() if each[2] == "prose"])
    if has_content:
        standing = urls(run)
        if is_due or before is None or standing != _urls_of(before):
            _find_misplaced(run, standing)
    run.prose = is_due


def _masthead(run: Run) -> str:
    from cmpgen.pages import edition

    current = run.site.current
    return repr([edition(current, each, run.site).masthead for each in current.languages])


def urls(run: Run) -> set[str]:
    """The addresses of all pages but those of prose, once they are made."""
    return _urls_of(run.now)


def _urls_of(known: Kept) -> set[str]:
    """The addresses of all pages and data but prose and the theme's files."""
    found = {path for path, each in known.pages.items() if each[2] not in ("prose", "theme")}
    for contest in known.contests.values():
        found.update(path for path in contest["files"] if path.endswith((".html", ".json")))
    return {path.removesuffix("index.html") for path in found}


def _find_misplaced(run: Run, standing: set[str]) -> None:
    from cmpgen import content
    from cmpgen.plan import languages

    if not run.documents:
        paths = [path for path in run.survey.digests if path.startswith(f"{CONTENT}/")]
        texts, _ = files.read_texts(run.order.project, [path for path in paths if path.endswith(".md")])
        elections = [_Has(run.site.current)]
        run.documents, _ = content.read_documents(texts, paths, languages(elections))  # type: ignore[arg-type]
    misplaced = list(content.misplaced(run.documents, standing))
    if misplaced:
        raise Faults([*run.found, *misplaced], run.texts)


@dataclass(frozen=True, slots=True)
class _Has:
    election: Any
