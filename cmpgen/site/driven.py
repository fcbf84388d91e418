"""Pelican, driven by `cmpgen build`, or driving."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

import pelican.log
from pelican import Pelican, signals
from pelican.settings import read_settings

from cmpgen import building
from cmpgen.building import Built
from cmpgen.layout import CONTENT
from cmpgen.site import documents, run, settings
from cmpgen.site.run import Complaints

PLUGIN = "cmpgen.site"


def register() -> None:
    """Connect what this plugin does to Pelican's signals."""
    signals.initialized.connect(settings.harden)
    signals.get_generators.connect(run.begin)
    signals.readers_init.connect(documents.read_only_checked)
    signals.generator_init.connect(documents.tame)
    signals.content_object_init.connect(documents.give_body)
    signals.article_generator_finalized.connect(documents.drop_feeds)
    signals.article_generator_write_article.connect(documents.frame)
    signals.page_generator_write_page.connect(documents.frame)
    signals.finalized.connect(run.finish)


def build(begun: building.Run) -> Built:
    """Have Pelican render the prose of a build that has begun, and publish it."""
    project = begun.order.project
    own_settings, prose_folder = project / building.SETTINGS, project / CONTENT
    override = {
        run.ORDER: begun.order,
        run.BEGUN: begun,
        "OUTPUT_PATH": str(begun.order.output),
        # Pelican wants a folder that exists; without prose, nothing in it is read.
        "PATH": str((prose_folder if prose_folder.is_dir() else project).absolute()),
    }
    with _quiet() as complaints:
        try:
            found = read_settings(str(own_settings) if own_settings.is_file() else None, override)
            settings.check(found)
            found["PLUGINS"] = [*(each for each in found["PLUGINS"] or () if each != PLUGIN), PLUGIN]
            driven = _Driven(found)
            complaints.refuse()
        except (Exception, SystemExit) as fault:
            if not own_settings.is_file():
                raise
            raise settings.blame(fault, own_settings) from fault
        try:
            driven.run()
        finally:
            run.close(driven)
    return run.outcome(driven)


class _Driven(Pelican):  # type: ignore[misc]  # Pelican has no types
    """Pelican without the current folder on the import path: a file there is no module of ours."""

    def init_path(self) -> None:
        pass


@contextlib.contextmanager
def _quiet() -> Iterator[Complaints]:
    """Keep Pelican from printing to standard output, and from logging what the caller says better."""
    logger, complaints = logging.getLogger("pelican"), Complaints()
    before = logger.propagate, pelican.log.console.quiet
    logger.propagate, pelican.log.console.quiet = False, True
    logger.addHandler(complaints)
    try:
        yield complaints
    finally:
        logger.removeHandler(complaints)
        logger.propagate, pelican.log.console.quiet = before
