"""The command for trials: a synthetic election."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from cmpgen.cli.shared import check_languages, folder_in, project_option, typed


@click.command()
@project_option
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--constituencies", type=click.IntRange(1, 99_999), default=10, show_default=True, metavar="N")
@click.option("--candidates", type=click.IntRange(0), default=70, show_default=True, metavar="N", help="In all.")
@click.option(
    "--questions", type=click.IntRange(0, 999), default=30, show_default=True, metavar="N", help="Asked everywhere."
)
@click.option(
    "--local", type=click.IntRange(0, 99), default=3, show_default=True, metavar="N", help="Asked in each constituency."
)
@click.option("--seed", type=int, default=1, show_default=True, metavar="N", help="The same seed, the same bytes.")
@click.option("--language", "languages", multiple=True, default=["en"], metavar="L", help="May be repeated.")
def demo(
    project: Path,
    folder: Path,
    constituencies: int,
    candidates: int,
    questions: int,
    local: int,
    seed: int,
    languages: Sequence[str],
) -> None:
    """Write a synthetic election of any size into a new project DIR, for trials and benchmarks.

    DIR is below the folder of --project.

    \b
    Example:
      cmpgen demo big --constituencies 650 --candidates 4515 --seed 7
    """
    from cmpgen import demo as made_up
    from cmpgen import disk

    check_languages(languages)
    folder = folder_in(project, folder)
    if (folder / "questionnaires" / made_up.ID).exists():
        raise click.UsageError(f"there is an election in {folder / 'questionnaires' / made_up.ID} already.")
    size = made_up.Size(constituencies, candidates, questions, local)
    written = dict(made_up.demo(size, seed, languages))
    disk.write_new(folder, written)
    click.echo(f"{len(written)} files were written. Next: {typed('build', folder)}", err=True)
