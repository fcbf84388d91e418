"""Names for what something was made from: with another part, another name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def key(*parts: str | Mapping[str, str]) -> str:
    """A name for these parts together, SHA-256 in hex; of a mapping, its order says nothing."""
    whole = json.dumps([each if isinstance(each, str) else sorted(each.items()) for each in parts])
    return hashlib.sha256(whole.encode()).hexdigest()
