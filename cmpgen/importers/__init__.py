"""Importers, one module each: the text of foreign files becomes YAML text and diagnostics.

The registry below is the only list of them; a format's name is its file's name, and what follows `cmpgen import`.
"""

from __future__ import annotations

from types import ModuleType

from cmpgen.importers import tidy

IMPORTERS: dict[str, ModuleType] = {"tidy": tidy}
