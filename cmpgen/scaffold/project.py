"""A whole project that builds at once: a tiny election, pages, settings for editors, and what the forges need."""

from __future__ import annotations

import json

from cmpgen import schema
from cmpgen.layout import CANDIDATES, QUESTIONNAIRES, SCHEMA_ENDING, SCHEMAS
from cmpgen.model import Election
from cmpgen.scaffold.forms import forms
from cmpgen.scaffold.words import words
from cmpgen.scaffold.workflows import workflows

# The extension that knows YAML and JSON Schemas.
EXTENSION = "redhat.vscode-yaml"

WHERE = {
    "election": f"{QUESTIONNAIRES}/*/election.yaml",
    "questions": f"{QUESTIONNAIRES}/*/questions.yaml",
    "constituency": f"{QUESTIONNAIRES}/*/constituencies/*.yaml",
    "candidate": f"{CANDIDATES}/*/*/*.yaml",
}
"""Which files each schema is for, where their first line does not say so."""


CMPGEN = """\
# The cmpgen that builds this site: one line with the address of a wheel and its hash, without the # in front.
#
#   cmpgen @ https://example.org/cmpgen-{version}-py3-none-any.whl --hash=sha256:(64 digits and letters a to f)
#
# MAINTAINING.md says how to come by both. Until that line is here nothing is installed, and the forge's check says so:
# a name alone would let whoever publishes something under it run their code in this project.
"""


def new_project(election: dict[str, str], parsed: Election, version: str, requirements: str) -> dict[str, str]:
    """The files of a new project, by path.

    `election` holds the files of its first election, and `parsed` is what they say.
    `version` is cmpgen's own, `requirements` its locked dependencies, as pip reads them.
    """
    return {
        **words(),
        **election,
        **workflows(),
        **forms(parsed),
        **editors(),
        **{f"{SCHEMAS}/{name}": text for name, text in schema.files().items()},
        "requirements.txt": requirements,
        "requirements-cmpgen.txt": CMPGEN.format(version=version),
    }


def editors() -> dict[str, str]:
    """Settings for editors that read .vscode/: an extension is recommended, and each schema has its files."""
    settings = {
        "yaml.schemas": {f"{SCHEMAS}/{kind}{SCHEMA_ENDING}": where for kind, where in WHERE.items()},
        # It would fold comments and change quotes that a volunteer chose.
        "yaml.format.enable": False,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "files.encoding": "utf8",
        "files.eol": "\n",
    }
    return {
        ".vscode/extensions.json": json.dumps({"recommendations": [EXTENSION]}, indent=2) + "\n",
        ".vscode/settings.json": json.dumps(settings, indent=2) + "\n",
    }
