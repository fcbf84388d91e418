"""Exporters, one module each: an election and its contests become the text of files that other programs read.

The registry below is the only list of them; a format's name is its file's name, and what follows `cmpgen export`.
"""

from __future__ import annotations

from types import ModuleType

from cmpgen.exporters import csv

EXPORTERS: dict[str, ModuleType] = {"csv": csv}
