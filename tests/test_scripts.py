"""The theme's scripts run on old phones: no syntax, function or object that browsers learned after 2020."""

from __future__ import annotations

import re

import pytest

from tests.helpers import ROOT

SCRIPTS = sorted((ROOT / "theme/static/js").glob("*.js"))

# By the year of the first of Chrome, Firefox and Safari that understood it in a version of its own.
NEWER = {
    2021: r"\?\?=|\|\|=|&&=|\d_\d|\bstatic\s*[{#]|\bthis\.#|\.replaceAll\(|\bWeakRef\b|Promise\.any\b|dateStyle",
    2022: r"\.at\(|Object\.hasOwn\b|structuredClone|\.findLast|\bcause:|^await |^\s+#\w+|crypto\.randomUUID",
    2023: r"\.toSorted\(|\.toReversed\(|\.toSpliced\(|\.with\(|\b(Object|Map)\.groupBy|^import .* (with|assert) \{",
    2024: r"Promise\.withResolvers|\.isWellFormed\(|\.(union|difference|intersection)\(|/v[,;)]|\.setHTML",
}
REFUSED = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|sendBeacon|XMLHttpRequest|WebSocket"
    r"|localStorage|sessionStorage|indexedDB|document\.cookie|\bfetch\("
)


def newer(script: str) -> list[str]:
    """What the script uses that is too new, with its year."""
    code = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", script, flags=re.DOTALL | re.MULTILINE)
    return [f"{year}: {found[0]}" for year, signs in NEWER.items() for found in re.finditer(signs, code, re.MULTILINE)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_uses_what_browsers_learned_after_2020(path):
    assert newer(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("planted", ["a ??= 1;", "if (Object.hasOwn(a, b)) c();", "await load();", "list.at(-1);"])
def test_something_too_new_is_found(planted):
    assert newer(f"// Fine.\n{planted}\n")


def test_scripts_build_no_html_from_words_and_send_nothing_but_for_their_own_data():
    found = {path.name: re.findall(REFUSED, path.read_text(encoding="utf-8")) for path in SCRIPTS}

    assert {name: uses for name, uses in found.items() if uses} == {"data.js": ["fetch("]}
