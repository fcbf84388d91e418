"""The command line: reads its words, calls a room, prints, and exits.

Exit codes: 0 fine, 1 faults in the data, 2 wrong command line, 3 the environment, 4 a bug.
Rooms are imported where they are used, so that `--help` answers at once.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from typing import NoReturn

import click

from cmpgen import __version__
from cmpgen.cli import streams
from cmpgen.cli.data import check, explain, report_, schema
from cmpgen.cli.exports import export
from cmpgen.cli.imports import import_
from cmpgen.cli.scores import map_, match
from cmpgen.cli.shared import BUG, ENVIRONMENT, FAULTS, USAGE, Environment
from cmpgen.cli.site import build, serve
from cmpgen.cli.start import init, new
from cmpgen.cli.trials import demo
from cmpgen.theme import BadFile


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cmpgen")
def cli() -> None:
    """Compile an election kept as YAML into a static site where voters compare their views with each candidate's.

    \b
    Example:
      cmpgen check
      cmpgen build --output output
    """


# One a line, in the order of `cmpgen --help`: a new command is one more line.
COMMANDS = (
    check,
    build,
    serve,
    init,
    new,
    match,
    map_,
    import_,
    export,
    explain,
    schema,
    report_,
    demo,
)
for each in COMMANDS:
    cli.add_command(each)


def main() -> NoReturn:
    """Run the command line and exit with its code; only a bug shows a traceback."""
    # Trees hold no cycles: looking for some among millions of young values would take a third of the time.
    gc.set_threshold(1_000_000, 20, 20)
    streams.settle()
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        _end("Stopped.", 130)
    except click.ClickException as error:
        with contextlib.suppress(OSError):
            error.show()
        sys.exit(USAGE)
    except Environment as error:
        _end(f"cmpgen: {error}", ENVIRONMENT)
    except OSError as error:
        _end(f"cmpgen: {error.filename or 'the system'}: {error.strerror or error}", ENVIRONMENT)
    except MemoryError:
        _end("cmpgen: this machine has not enough memory for it; --jobs 1 needs the least", ENVIRONMENT)
    except BadFile as bad:
        _end(f"cmpgen: {bad}", FAULTS)
    except Exception:
        import traceback

        with contextlib.suppress(OSError):
            traceback.print_exc()
        _end("This is a bug in cmpgen, not in your data. Please report the lines above.", BUG)
    finally:
        # Python looks through all that is left before it ends, which takes as long as several pages.
        gc.freeze()


def _end(words: str, code: int) -> NoReturn:
    """Say why, where anybody can hear it, and exit."""
    with contextlib.suppress(OSError):
        click.echo(words, err=True)
    sys.exit(code)
