"""One run of Pelican, from the lock to the published site: all but its prose is made by `building`, and without it."""

from __future__ import annotations

import atexit
import contextlib
import logging
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import Generator

from cmpgen import building, content, report, verify
from cmpgen.building import Built, Faults, Order
from cmpgen.content import Document, Targets
from cmpgen.marks import MARKER
from cmpgen.pages import Site
from cmpgen.publish import MARK, Refused, discard, in_words

ORDER, RUN = "CMPGEN_ORDER", "CMPGEN_RUN"
"""Under these names an `Order` and a `Run` travel in Pelican's settings."""

BEGUN = "CMPGEN_BEGUN"
"""Under this name a build that has begun without Pelican travels there."""


class Complaints(logging.Handler):
    """Keeps the errors that Pelican only logs: it would go on without the page that they are about."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def refuse(self) -> None:
        if self.lines:
            raise verify.Broken("Pelican reported:\n  " + "\n  ".join(self.lines))


@dataclass(slots=True)
class Run:
    """One build under way, as Pelican sees it: the documents to render, and the folder that it renders them into."""

    order: Order
    begun: building.Run
    folder: Path
    complaints: Complaints
    closing: contextlib.ExitStack
    documents: Mapping[str, Document]
    targets: Targets = field(default_factory=lambda: content.targets((), ()))
    built: Built | None = None

    @property
    def site(self) -> Site:
        site: Site = self.begun.site
        return site

    @property
    def renderer(self) -> Any:
        return self.begun.renderer

    @property
    def published(self) -> tuple[Document, ...]:
        """The documents that become pages: all but drafts."""
        return tuple(each for each in self.begun.documents if each.status != "draft")


def begin(driven: Pelican) -> type[Generator]:
    """Do all that is done without Pelican. Pelican asks for generators once, at the start of each run."""
    # With --autoreload, the run before this one may have failed.
    close(driven)
    order: Order = driven.settings[ORDER]
    with contextlib.ExitStack() as opening, explained(order):
        begun: building.Run = driven.settings.pop(BEGUN, None) or building.begin(order)
        opening.enter_context(begun.closing)
        complaints = Complaints()
        logger = logging.getLogger("pelican")
        logger.addHandler(complaints)
        opening.callback(logger.removeHandler, complaints)
        _let_speak(logger)
        with in_words(begun.output):
            # Named like a staging folder: the next build removes what a killed one leaves.
            name = f".{begun.output.name}.staging-"
            folder = Path(tempfile.mkdtemp(prefix=name, dir=begun.output.parent))
            (folder / MARKER).write_bytes(MARK)
        opening.callback(discard, folder)
        driven.settings[RUN] = Run(
            order=order,
            begun=begun,
            folder=folder,
            complaints=complaints,
            closing=opening.pop_all(),
            documents={each.path: each for each in begun.documents},
        )
    driven.output_path = driven.settings["OUTPUT_PATH"] = str(folder)
    if order.explains:
        # Plain pelican logs what goes wrong, and ends.
        atexit.register(close, driven)
    return ElectionPages


def _let_speak(logger: logging.Logger) -> None:
    """Have Pelican log its errors, whatever --quiet or another program's configuration of logging says."""
    logger.setLevel(min(logger.getEffectiveLevel(), logging.ERROR))
    for name, each in logging.root.manager.loggerDict.items():
        if isinstance(each, logging.Logger) and f"{name}.".startswith(f"{logger.name}."):
            each.disabled = False


class ElectionPages(Generator):  # type: ignore[misc]  # Pelican has no types
    """Tells Pelican's own generators which pages there are beside theirs; they are written already."""

    def generate_context(self) -> None:
        """Runs before any prose is rendered, which must know all pages that it can link to."""
        run: Run = self.settings[RUN]
        if run.begun.built is None:
            run.targets = content.targets(run.begun.documents, building.urls(run.begun))


def finish(driven: Pelican) -> None:
    """Verify and publish. Called when Pelican has written everything."""
    run: Run = driven.settings[RUN]
    run.complaints.refuse()
    with explained(run.order):
        run.built = building.finish(run.begun, run.folder if run.begun.prose else None)
    close(driven)


def close(driven: Pelican) -> None:
    """Give back the lock and remove what was staged and not published; does nothing the second time."""
    run: Run | None = driven.settings.get(RUN)
    if run is not None:
        run.closing.close()
        driven.output_path = driven.settings["OUTPUT_PATH"] = str(run.order.output)


def outcome(driven: Pelican) -> Built:
    """What came of a run that has finished."""
    run: Run = driven.settings[RUN]
    if run.built is None:
        raise verify.Broken("Pelican ended without saying that it had finished")
    return run.built


@contextlib.contextmanager
def explained(order: Order) -> Iterator[None]:
    """Under plain `pelican`, say what stopped the build and exit as `cmpgen build` does, without a traceback."""
    try:
        yield
    except Faults as faults:
        if not order.explains:
            raise
        sys.stderr.write(report.text(faults.diagnostics, faults.texts) + f"{faults}\nNothing was published.\n")
        raise SystemExit(1) from None
    except Refused as refused:
        if not order.explains:
            raise
        sys.stderr.write(f"cmpgen: {refused}\n")
        raise SystemExit(3) from None
