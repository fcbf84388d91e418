"""Commands that write starting files: one more election, constituency, candidate or question, or a whole project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from cmpgen.cli.shared import (
    check_date,
    check_election_id,
    check_id,
    check_languages,
    election_as_written,
    folder_in,
    project_option,
    schemas_hint,
    typed,
    unknown,
)

election_option = click.option("--election", required=True, metavar="ID", help="The election's id.")


@click.group()
def new() -> None:
    """Write a commented, valid starting file; a file that exists is never overwritten.

    \b
    Example:
      cmpgen new candidate --election demo-2027 --constituency north-bank --name "Ada Obi"
    """


@new.command("election")
@project_option
@click.argument("id_", metavar="ID")
@click.option("--date", required=True, metavar="D", help="The day of the vote, such as 2027-05-06.")
@click.option("--title", metavar="T", help="What the election is called; default: made from its id.")
@click.option("--language", "languages", multiple=True, metavar="L", help="May be repeated; the first is the default.")
@click.option("--from", "old", metavar="ID", help="Carry over an older election's constituencies, parties, regions …")
@click.option("--question", "questions", multiple=True, metavar="ID", help="… and of its questions only these.")
def election_(
    project: Path,
    id_: str,
    date: str,
    title: str | None,
    languages: tuple[str, ...],
    old: str | None,
    questions: tuple[str, ...],
) -> None:
    """Begin an election, from nothing or from an older one.

    From an older one come its constituencies, parties, regions, topics and settings, and its national questions;
    with --question only the questions named, local ones too.

    \b
    Example:
      cmpgen new election demo-2031 --date 2031-05-08 --from demo-2027 --question free-buses
    """
    from cmpgen import scaffold

    check_election_id(id_)
    _check_name(title)
    check_date(date)
    check_languages(languages)
    texts: Mapping[str, str] = {}
    if old:
        read, before = election_as_written(project, old)
        texts, known = read.texts, {each.id for each in before.every_question()}
        for each in questions:
            if each not in known:
                raise click.UsageError(unknown("question", each, known))
    elif questions:
        raise click.UsageError("--question needs --from, which says where the questions come from.")
    named = title or _name(id_)
    try:
        files = scaffold.new_election(
            id_, title=named, date=date, languages=languages, old=old or "", texts=texts, questions=questions
        )
    except scaffold.NoWords as reason:
        raise click.UsageError(f"{reason}.") from None
    places = sorted(path.split("/")[-1].removesuffix(".yaml") for path in files if "/constituencies/" in path)
    rest = f"--election {id_} --constituency {places[0]} --name …" if places else f"--election {id_} …"
    _write(project, files, typed(f"new {'candidate' if places else 'constituency'}", project, rest))


@new.command("constituency")
@project_option
@election_option
@click.argument("id_", metavar="ID")
@click.option("--name", metavar="N", help="What it is called; default: made from its id.")
@click.option("--region", metavar="ID", help="One of the election's regions.")
def constituency_(project: Path, election: str, id_: str, name: str | None, region: str | None) -> None:
    """Add a constituency to an election.

    \b
    Example:
      cmpgen new constituency --election demo-2027 north-bank --name "North Bank"
    """
    from cmpgen import scaffold
    from cmpgen.checks.reserved_id import ELECTION, is_language

    check_id(id_, ELECTION)
    _check_name(name)
    if is_language(id_):
        raise click.UsageError(f"'{id_}' would be the folder of a language; choose a longer id.")
    _, known = election_as_written(project, election, id_)
    if region and region not in known.regions:
        raise click.UsageError(unknown("region", region, known.regions))
    files = scaffold.new_constituency(election, id_, name or _name(id_), region or "")
    rest = f"--election {election} --constituency {id_} --name …"
    _write(project, files, typed("new candidate", project, rest))


@new.command("candidate")
@project_option
@election_option
@click.option("--constituency", required=True, metavar="ID", help="The constituency's id.")
@click.option("--name", required=True, metavar="N", help="As on the ballot paper.")
@click.option("--party", "parties", multiple=True, metavar="ID", help="One of the election's parties; may be repeated.")
@click.argument("id_", metavar="[ID]", required=False)
def candidate_(
    project: Path, election: str, constituency: str, name: str, parties: tuple[str, ...], id_: str | None
) -> None:
    """Add a candidate, with the wording of each question above its empty answer.

    The ID is made from the name where none is given.

    \b
    Example:
      cmpgen new candidate --election demo-2027 --constituency north-bank --name "Ada Obi" --party river-party
    """
    from cmpgen import scaffold
    from cmpgen.checks.reserved_id import CONSTITUENCY
    from cmpgen.ids import LONGEST_ID
    from cmpgen.importers.names import slug

    _check_name(name)
    made = "" if id_ else slug(name)[:LONGEST_ID].strip("-")
    if not (id_ or made):
        raise click.UsageError(f"no ID can be made from '{name}'; write one behind it, such as candidate-1.")
    check_id(id_ or made, CONSTITUENCY)
    _, known = election_as_written(project, election, constituency)
    if constituency not in known.constituencies:
        raise click.UsageError(unknown("constituency", constituency, known.constituencies))
    for each in parties:
        if parties.count(each) > 1:
            raise click.BadParameter(f"'{each}' is named twice.", param_hint="--party")
        if each not in known.parties:
            raise click.UsageError(unknown("party", each, known.parties))
    files = scaffold.new_candidate(known, known.constituencies[constituency], id_ or made, name, parties)
    another = f" Somebody else of that name needs an ID of their own: write it last, such as {made}-2." if made else ""
    _write(project, files, typed("check", project), another)


@new.command("question")
@project_option
@election_option
@click.option("--constituency", metavar="ID", help="Ask it in this constituency only.")
@click.option("--text", required=True, metavar="T", help="The wording, in the election's first language.")
@click.option("--topic", metavar="ID", help="One of the election's topics.")
@click.argument("id_", metavar="ID")
def question_(project: Path, election: str, constituency: str | None, text: str, topic: str | None, id_: str) -> None:
    """Add a question at the end of questions.yaml, or of a constituency's questions; all else stays as it is.

    \b
    Example:
      cmpgen new question --election demo-2027 free-buses --text "Buses should be free for everyone."
    """
    from cmpgen import disk, files, scaffold
    from cmpgen.checks.reserved_id import LEAF

    check_id(id_, LEAF)
    _check_words(text)
    read, known = election_as_written(project, election, constituency)
    if constituency and constituency not in known.constituencies:
        raise click.UsageError(unknown("constituency", constituency, known.constituencies))
    if topic and topic not in known.topics:
        raise click.UsageError(unknown("topic", topic, known.topics))
    if id_ in {
        each.id for each in known.every_question() if each.constituency in ("", constituency or each.constituency)
    }:
        raise click.UsageError(f"there is a question '{id_}' already.")
    folder = f"questionnaires/{election}"
    path = f"{folder}/constituencies/{constituency}.yaml" if constituency else f"{folder}/questions.yaml"
    try:
        path, after = scaffold.new_question(
            election,
            id_,
            text,
            known.languages,
            topic=topic or "",
            constituency=constituency or "",
            before=read.texts.get(path),
        )
    except scaffold.CannotAppend as reason:
        raise click.UsageError(f"{reason}; add the question by hand.") from None
    if (project / path).exists() and files.read_texts(project, [path])[0].get(path) != read.texts.get(path):
        raise click.UsageError(f"{path} was changed by somebody else just now; run this again.")
    disk.write_whole(project / path, after)
    click.echo(path)
    click.echo(f"{id_} stands at its end. Next: {typed('check', project)}", err=True)


@new.command("forms")
@project_option
@election_option
def forms_(project: Path, election: str) -> None:
    """Make the forges' issue forms from an election's questions, and write them over the older ones.

    \b
    Example:
      cmpgen new forms --election demo-2027
    """
    from cmpgen import disk, scaffold

    written = scaffold.forms(election_as_written(project, election)[1])
    for path, text in written.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        disk.write_whole(project / path, text)
        click.echo(path)
    click.echo("Commit them; they are made anew, so changes by hand are lost.", err=True)


@click.command()
@project_option
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def init(project: Path, folder: Path) -> None:
    """Begin a project in DIR, a new or an empty folder: it can be built at once.

    DIR is below the folder of --project.

    \b
    Example:
      cmpgen init riverland
      cmpgen serve --project riverland
    """
    from cmpgen import __version__, disk, scaffold
    from cmpgen.layout import sort_paths
    from cmpgen.parse import parse_election
    from cmpgen.theme import requirements

    folder = folder_in(project, folder)
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty, and nothing is overwritten; name a new folder.")
    example = scaffold.example()
    (election,) = sort_paths(example)[0].values()
    written = scaffold.new_project(example, parse_election(election, example, {})[0], __version__, requirements())
    disk.write_new(folder, written)
    click.echo(f"{len(written)} files were written. Next: {typed('serve', folder)}", err=True)
    click.echo(f"{folder / 'MAINTAINING.md'} leads from there to a published site.", err=True)


def _write(project: Path, written: Mapping[str, str], following: str, otherwise: str = "") -> None:
    """Write all files or none; one that exists is a wrong command line, and `otherwise` says what to do then."""
    from cmpgen.disk import write_new

    taken = [path for path in sorted(written) if (project / path).exists()]
    if taken:
        raise click.UsageError(f"{taken[0]} exists already, and nothing is overwritten.{otherwise}")
    write_new(project, written)
    for path in sorted(written):
        click.echo(path)
    schemas_hint(project)
    click.echo(f"Next: {following}", err=True)


def _check_name(words: str | None) -> None:
    """Refuse what is no name: one that is empty, or longer than `check` allows."""
    from cmpgen.fields import LONGEST_NAME

    _check_words(words)
    if words is not None and len(words) > LONGEST_NAME:
        raise click.UsageError(f"it has {len(words)} characters, and may have {LONGEST_NAME}: {words[:40]}…")


def _check_words(words: str | None) -> None:
    from cmpgen.yamlwrite import unwritable

    if words is not None and (any(unwritable(words)) or not words.strip()):
        raise click.UsageError(f"{words!r} is empty, or holds characters that no file can hold.")


def _name(id_: str) -> str:
    """An id as people would write it, for a first draft."""
    return " ".join(each if each.isdecimal() else each.capitalize() for each in id_.split("-"))
