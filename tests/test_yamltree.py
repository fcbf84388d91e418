"""What volunteers may write in YAML, what is refused and where, and what no text can do to the reader."""

from __future__ import annotations

import functools
import importlib
import json
import re
import subprocess
import sys
import textwrap
import unicodedata
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cmpgen.diagnostics import Where, in_order
from cmpgen.yamltree import Mapping, Node, Plain, Scalar, Sequence, Tree, characters, lines, read
from cmpgen.yamltree.build import MOST_FAULTS
from cmpgen.yamltree.explain import explain
from tests.helpers import ROOT, nodes

CODES = [
    *("code-fence", "missing-hyphen", "odd-bullet", "possibly-cut", "two-forms"),
    *("alias", "anchor", "bad-escape", "colon-in-text", "complex-key", "conflict-marker", "cut-by-hash"),
    *("duplicate-key", "empty-file", "forbidden-character", "indentation", "line-separator", "missing-colon"),
    *("missing-space", "odd-space", "reserved-character", "several-documents", "smart-quotes", "stacked-marks"),
    "stray-hyphen",
    *("syntax", "tab", "tag", "text-after-closing", "too-deep", "too-large", "too-many-faults", "too-many-values"),
    *("unclosed-bracket", "unclosed-quote"),
]
CUT_OFF = "name: Ada Obi\nparty: \"river-party\"\nanswers:\n  free-buses: {position: agree, comment: 'It is late.'}\n"

REFUSED: dict[str, tuple[str, list[str]]] = {
    # names that stand twice
    "Y-dup-01 the same name": ("a:\n  b: 1\n  b: 2\n", ["3:3 duplicate-key"]),
    "Y-dup-02 in a nested mapping": ("a:\n  b:\n    c: 1\n    c: 2\n", ["4:5 duplicate-key"]),
    "Y-dup-03 in a flow mapping": ("{a: 1, a: 2}\n", ["1:8 duplicate-key"]),
    "Y-dup-04 a number and a text": ('1: a\n"1": b\n', ["2:1 duplicate-key"]),
    "Y-dup-05 with and without quotes": ('"q1": a\nq1: b\n', ["2:1 duplicate-key"]),
    "Y-dup-06 composed and decomposed": ("\u00e9: a\ne\u0301: b\n", ["2:1 duplicate-key"]),
    "Y-dup-07 trailing NBSP": ("q1: a\nq1\u00a0: b\n", ["2:1 duplicate-key"]),
    "Y-dup-07 trailing space in quotes": ("q1: a\n'q1 ': b\n", ["2:1 duplicate-key"]),
    "Y-dup-07 invisible character": ("q1é: a\nq\u200b1é: b\n", ["2:1 duplicate-key"]),
    "Y-dup-08 capitals": ("Q1: a\nq1: b\n", ["2:1 duplicate-key"]),
    "Y-dup-08 capitals beyond ASCII": ("ÉTÉ: a\nété: b\n", ["2:1 duplicate-key"]),
    "Y-dup-01 an id outside of a list": ("id: a\nid: b\n", ["2:1 duplicate-key"]),
    "Y-dup-01 an id outside of a list, one space in": (" id: a\n id: b\n", ["2:2 duplicate-key"]),
    "Y-dup-01 an id between braces": ("{id: a, id: b}\n", ["1:9 duplicate-key"]),
    "Y-dup three times": ("a: 1\na: 2\na: 3\n", ["2:1 duplicate-key", "3:1 duplicate-key"]),
    "two items of a list that ran into one": (
        "- id: a\n  text: b\n  id: c\n  text: d\n- id: e\n  id: f\n",
        ["3:3 missing-hyphen", "6:3 missing-hyphen"],
    ),
    # slips
    "missing space before other pairs": ("a:\n  b:c # d\n  e: f\n", ["2:4 missing-space"]),
    "pasted bullet": ("a:\n  • b\n  • c\n", ["2:3 odd-bullet"]),
    "pasted dash in a list of pairs": ("– id: a\n  text: b\n", ["1:1 odd-bullet"]),
    "pasted bullet before a pair": ("a:\n  • b\n    c: d\n", ["2:3 odd-bullet"]),
    "pasted bullet above a pair": ("a:\n  • b\n  c: d\n", ["2:3 odd-bullet"]),
    "pasted bullet before a comment and a pair": ("a:\n  • b # d\n  e: f\n", ["2:3 odd-bullet", "2:7 possibly-cut"]),
    "asterisk as a bullet": ("a:\n  * b\n", ["2:3 odd-bullet"]),
    "comment below a short answer": ("a:\n  b: agree\n    comment: |\n      c\n", ["3:5 two-forms"]),
    "position below a short answer, one space in": ("a:\n b: agree\n  position: c\n", ["3:3 two-forms"]),
    "source below a short answer": ("a:\n  b: agree\n    source: c\n", ["3:5 two-forms"]),
    "fence of pasted code": ("```yaml\na: b\n```\n", ["1:1 code-fence"]),
    "Y-type-27 missing space": ("a:1\n", ["1:2 missing-space"]),
    "Y-type-27 in the second line": ("name: Ada\nparty:river\n", ["2:6 missing-space"]),
    "Y-type-27 before a pair": ("name:Ada\nparty: river\n", ["1:5 missing-space"]),
    "Y-type-27 below a name": ("answers:\n  a:agree\n  b:agree\n", ["2:4 missing-space"]),
    "Y-type-27 in a list": ("- id:x\n  text: y\n", ["1:5 missing-space"]),
    "Y-type-27 in braces": ("a: {b:1, c:2}\n", ["1:6 missing-space", "1:11 missing-space"]),
    "Y-type-27 after a hyphen": ("a:\n  - b\n  -c\n", ["3:3 missing-space"]),
    "Y-type-27 after the first hyphen": ("a:\n  -b\n  -c\n", ["2:3 missing-space"]),
    "Y-type-27 after the hyphen above an item": ("-b\n\n- a: b\n", ["1:1 missing-space"]),
    "Y-type-28 fullwidth colon": ("name：Ada\n", ["1:5 missing-space"]),
    "Y-type-28 before a text that goes on": ("a：b\n\n  c\n", ["1:2 missing-space"]),
    "Y-type-28 before a pair": ("name：Ada\nparty: river\n", ["1:5 missing-space"]),
    "Y-type-28 after a pair": ("party: river\nname：Ada\n", ["2:5 missing-space"]),
    # indentation and spaces
    "Y-syntax-01 tab indentation": ("a:\n\tb: c\n", ["2:1 tab"]),
    "Y-syntax-01 after spaces": ("a:\n  b: c\n \td: e\n", ["3:2 tab"]),
    "Y-syntax-01 in prose": ("a: |\n\tb\n", ["2:1 tab"]),
    "Y-syntax-01 in a text that goes on": ("a: b\n\tc\n", ["2:1 tab"]),
    "Y-syntax-01 on an empty line": ("a: b\n\t\nc: d\n", ["2:1 tab"]),
    "Y-syntax-02 tab after colon": ("a:\tb\n", ["1:3 tab"]),
    "Y-syntax-02 space and tab after colon": ("a: \tb\nc:\td\n", ["1:4 tab", "2:3 tab"]),
    "Y-syntax-01 within brackets": ("   a: [b\n  \tc: d\n", ["2:3 tab"]),
    "Y-syntax-01 within brackets, below a comment": ("a: [b\n# c\n  \td: e\n", ["3:3 tab"]),
    "tab before a colon and another fault": ("a\t: %b\n", ["1:5 reserved-character"]),
    "tab behind a pair that is out of line": ("- a\nb:\tc\n", ["2:1 indentation"]),
    "tab behind a bracket at the margin": ("- a\n]\t\n", ["2:1 reserved-character"]),
    "Y-syntax-02 tab after hyphen": ("- a\n-\tb\n", ["2:2 tab"]),
    "Y-syntax-15 NBSP as indentation": ("a:\n\u00a0\u00a0b: c\n", ["2:1 odd-space"]),
    "Y-syntax-15 before a line too far right": ("a:\n\u00a0\u00a0b: c\n  d: e\n", ["2:1 odd-space"]),
    "Y-syntax-15 before a comment and a pair": ("a:\n  \u00a0b # d\n  e: f\n", ["2:3 odd-space"]),
    "Y-syntax-15 in prose": ("a: |\n\u00a0\u00a0b\nc: d\n", ["2:1 odd-space"]),
    "Y-syntax-15 in the first line": ("\u00a0a: b\n", ["1:1 odd-space"]),
    "Y-syntax-15 after a text that is the whole file": ("a\n# b\n\u00a0\n", ["3:1 odd-space"]),
    "Y-syntax-15 em space in a list": ("- a\n- \u2003b\n", ["2:3 odd-space"]),
    "Y-syntax-15 after a colon": ("name:\u00a0Ada\nparty: x\n", ["1:6 odd-space"]),
    "line too far right": ("a: b\n  c: d\n", ["2:3 indentation"]),
    "line too far right that begins with a tilde": ("a: b\n  ~c: d\n", ["2:3 indentation"]),
    "line too far right that ends with a tilde": ('a: "b"\n  c: d~\n', ["2:3 indentation"]),
    "line too far right with a hash": ('a: "b"\n  c: d #e\n', ["2:8 cut-by-hash"]),
    "line too far left with a refused character": (
        " a: b\nc: d\u202e\n",
        ["2:1 indentation", "2:5 forbidden-character"],
    ),
    "line too far left, below quotes": ("a:\n  b: 'c'\n d: e\n", ["3:2 indentation"]),
    "Y-syntax-15 below quotes": ('a: "b"\n\n \u00a0c: d\n', ["3:2 odd-space"]),
    "line too far left": ("a:\n  b: c\n d: e\n", ["3:2 indentation"]),
    "prose that loses its indentation": ("a: |\n    b\n  c\nd: e\n", ["3:3 indentation"]),
    "pair after a list": ("- a\nb: c\n", ["2:1 indentation"]),
    "pair after a list of two": ("- a: b\n- c: d\ne: f\n", ["3:1 indentation"]),
    "pair after an item with an id": ("- id: a\n  b: c\nid: d\n", ["3:1 indentation"]),
    "hyphen before the first of several pairs": ("- a: b\nc: d\n", ["1:1 stray-hyphen"]),
    "hyphen before the first pairs": ("- a: b\n  c: d\ne:\n  f: g\n", ["1:1 stray-hyphen"]),
    "hyphen before the first pair below a name": ("a:\n  - b: c\n  d: e\n", ["2:3 stray-hyphen"]),
    "text after a block that is the whole file": ("|\n a\nb: c\n", ["3:1 indentation"]),
    "prose at the margin": ("a: |\nb c\nd: e\n", ["2:1 missing-colon"]),
    "tilde alone": ("~\na: b\n", ["1:1 missing-colon"]),
    "colon alone below a comment": ("# a\n:\n", ["2:1 reserved-character"]),
    "colon alone below an empty line and a comment": ("\n# a\n:\n", ["3:1 reserved-character"]),
    "word alone": ("a: b\nc\n", ["2:1 missing-colon"]),
    "word alone below a comment": ("# a\n# b\nc d\ne: f\n", ["3:1 missing-colon"]),
    "word alone below an empty line": ("\n  b\n  a: c\n", ["2:3 missing-colon"]),
    "words alone below a name": ("a:\n  words alone\n  c: d\n", ["2:3 missing-colon"]),
    "words alone below a name and other words": ("a: >\n  b c\nd:\n  words alone\n  e: f\n", ["4:3 missing-colon"]),
    "words alone, farther in than the pair": ("a:\n    words alone\n  c: d\n", ["3:3 indentation"]),
    "word alone before a pair": ("words alone\nc: d\n", ["1:1 missing-colon"]),
    # quotes and brackets
    "Y-syntax-03 unclosed double quote": ('a: "b\nc: d\n', ["1:4 unclosed-quote"]),
    "Y-syntax-03 unclosed single quote": ("a: b\nc: 'd\n", ["2:4 unclosed-quote"]),
    "Y-syntax-03 unclosed at the end, below a tab": ('a: "b\n\t', ["1:4 unclosed-quote"]),
    "Y-syntax-03 closed by the next quote": ("a: 'b\nc: 'd'\n", ["1:4 unclosed-quote"]),
    "Y-syntax-03 before the end of the document": ("a: 'b\n---\n", ["1:4 unclosed-quote"]),
    "apostrophe in single quotes": ("a: 'it's late'\n", ["1:8 text-after-closing"]),
    "text after a quote": ('a: "b" c\n', ["1:8 text-after-closing"]),
    "text after braces": ("a: {b: c} d\n", ["1:11 text-after-closing"]),
    "text after brackets": ("a: [sic] b\n", ["1:10 text-after-closing"]),
    "text after the only value": ("'a' b\n", ["1:5 text-after-closing"]),
    "text after the only value in double quotes": ('"a" b ~\n', ["1:5 text-after-closing"]),
    "text after the only list": ("[a] b\n", ["1:5 text-after-closing"]),
    "text after the only braces": ("{a: b} c\n", ["1:8 text-after-closing"]),
    "long text after the only value": ("'a' " + "b" * 300 + "\n", ["1:5 text-after-closing"]),
    "text after the only value, which has two lines": ("'a\n  b: c' d\n", ["2:9 text-after-closing"]),
    "Y-syntax-04 unclosed bracket": ("a: [b, c\nd: e\n", ["1:4 unclosed-bracket"]),
    "Y-syntax-04 unclosed brace": ("a: {b: c\n", ["1:4 unclosed-bracket"]),
    "Y-syntax-04 nothing after the brace": ("a: b\nc: {\n", ["2:4 unclosed-bracket"]),
    "Y-syntax-04 nothing after the bracket": ("a: b\nc: [\n", ["2:4 unclosed-bracket"]),
    "Y-syntax-04 far above the end": ("a: [b\nc: d\ne: f\n\ng: h\n", ["1:4 unclosed-bracket"]),
    "Y-syntax-04 nothing after the colon": ("a: b\nc: [{d:\n", ["2:5 unclosed-bracket"]),
    "Y-syntax-04 closed by another": ("a: [b}\n", ["1:4 unclosed-bracket"]),
    "Y-syntax-14 smart quotes": ("a: “b”\n", ["1:4 smart-quotes"]),
    "Y-syntax-14 other smart quotes": (
        "- „b“\n- «c»\n- ‘d’\n- ”e”\n",
        ["1:3 smart-quotes", "2:3 smart-quotes", "3:3 smart-quotes", "4:3 smart-quotes"],
    ),
    "Y-syntax-14 in every language": (
        "- “a”\n- ”a”\n- „a“\n- „a”\n- ‘a’\n- ’a’\n- ‚a‘\n- ‚a’\n- «a»\n- »a«\n- ‹a›\n- ›a‹\n- “”\n",
        [f"{line}:3 smart-quotes" for line in range(1, 14)],
    ),
    "Y-syntax-14 around a name": ("“a”: b\n", ["1:1 smart-quotes"]),
    "unknown escape": ('a: "C:\\plans"\n', ["1:7 bad-escape"]),
    "broken escape": ('a: "\\xZZ"\n', ["1:5 bad-escape"]),
    "broken escape before another": ('a: b\nc: "d\\xa\\n"\n', ["2:6 bad-escape"]),
    "broken escape at the start of a line": ('\n"\\q"\n', ["2:2 bad-escape"]),
    "escape of nothing": ('a: "b\\', ["1:6 bad-escape"]),
    # signs that mean something to YAML
    "Y-syntax-05 colon in plain value": ("a: b: c\n", ["1:5 colon-in-text"]),
    "Y-syntax-05 below a name that begins with a sign": ("^a: b: c\n", ["1:6 colon-in-text"]),
    "Y-syntax-05 in a line of forty characters": ("a: " + "b" * 34 + ": c\n", ["1:38 colon-in-text"]),
    "Y-syntax-05 in an answer below comments": ("answers: #\n  #\n  # a\n\n  b: c: d\n", ["5:7 colon-in-text"]),
    "Y-syntax-05 in what are no answers": ("a:\n  answers:\n    b: c: d\n", ["3:9 colon-in-text"]),
    "Y-syntax-05 in a long text": ("a: b\n  c d\n  e: f\n", ["3:4 colon-in-text"]),
    "Y-syntax-05 after several words": ("a: b\n  my promise: c\n", ["2:13 colon-in-text"]),
    "Y-syntax-06 unquoted @": ("a: @b\n", ["1:4 reserved-character"]),
    "Y-syntax-07 unquoted %": ("a: %b\n", ["1:4 reserved-character"]),
    "Y-syntax-08 unquoted *text": ("a: *b\n", ["1:4 alias"]),
    "Y-syntax-08 *several words*": ("a: *b c* d\n", ["1:4 alias"]),
    "Y-syntax-08 **strong**": ("a: **b** c\n", ["1:4 reserved-character"]),
    "Y-syntax-08 **, and a hash": ("a: ** #b\n", ["1:4 reserved-character"]),
    "hyphen within brackets": ("[\n- b:c\n]\n", ["2:4 missing-space"]),
    "backtick": ("a: `b`\n", ["1:4 reserved-character"]),
    "ampersand alone": ("a: & b\n", ["1:4 reserved-character"]),
    "hyphen after a name": ("a: - b\n", ["1:4 reserved-character"]),
    "question mark alone": ("a: ? b\n", ["1:4 reserved-character"]),
    "text beside a bar": ("a: | b\n", ["1:4 reserved-character"]),
    "text beside a greater-than": ("a: > 50 buses\n", ["1:4 reserved-character"]),
    "comma first": ("a: , b\n", ["1:4 reserved-character"]),
    "closing bracket first": ("a: ]\n", ["1:4 reserved-character"]),
    "half a directive at the margin": ("a: b\n%YAML 1.\n", ["2:1 reserved-character"]),
    "percent at the margin": ("a: b\n%\n", ["2:1 reserved-character"]),
    "bracket at the margin": ("a: b\n]\n", ["2:1 reserved-character"]),
    "brace at the margin": ("a: b\n}\n", ["2:1 reserved-character"]),
    "comma at the margin": ("a: b\n,\n", ["2:1 reserved-character"]),
    "colon first": (": b\n", ["1:1 reserved-character"]),
    "broken tag": ("a: !<b\n", ["1:4 reserved-character"]),
    "tag of an unknown family": ("a: !b!c d\n", ["1:4 reserved-character"]),
    "hash that touches a word": ("a: Ligne #12\n", ["1:10 cut-by-hash"]),
    "hash in several values": ("- a #b\n- c ##d e\n", ["1:5 cut-by-hash", "2:5 cut-by-hash"]),
    "hash that touches a word, and one that does not": ("a: b c #d # e\n", ["1:8 cut-by-hash"]),
    "hash after a tab": ("a: b\t#c\n", ["1:6 cut-by-hash"]),
    "hash that leaves nothing": ("a: #12 is late\n", ["1:4 cut-by-hash"]),
    "hash at the top of a file": ("Ligne #12\n", ["1:7 cut-by-hash"]),
    "hash in an item of a list": ("- Ligne #12\n", ["1:9 cut-by-hash"]),
    "hash at the start of the next line, one space in": ("a: Ligne\n #12\nb: c\n", ["2:2 cut-by-hash"]),
    "hash before a letter at the start of the next line": ("a: b\n  #c\n", ["2:3 cut-by-hash"]),
    "hash at the start of the next line, below a blank": ("a: b \n  #cd\n", ["2:3 cut-by-hash"]),
    "hash at the start of the next line": ("a: Ligne\n  #12\nb: c\n", ["2:3 cut-by-hash"]),
    "hash within a long text": ("a: b\n  c #12\n  d\ne: f\n", ["2:5 cut-by-hash"]),
    "hash between spaces after several words": ("a: our number # 1 or less\n", ["1:15 possibly-cut"]),
    "hash between spaces in an item of a list": ("- our number # 1\n- b\n", ["1:14 possibly-cut"]),
    "hash between spaces beside another fault": ("a: b c # 1\nb: c: d\n", ["1:8 possibly-cut", "2:5 colon-in-text"]),
    "note within a block of text": ("a:\n  b: |\n    c\n  # d\n    e\nf: g\n", ["4:3 cut-by-hash"]),
    "notes at the margin within a block of text": ("a:\n  b: |\n    c\n# d\n# e\n\n    f\n", ["4:1 cut-by-hash"]),
    "note within a block of text that looks like pairs": (
        "a:\n  b: |\n    c\n    d: e\n# f\n    g\n",
        ["5:1 cut-by-hash"],
    ),
    "note before a line that begins with a colon": ("a: b\n# c\n  : d\n", ["2:1 cut-by-hash"]),
    "note below what looks like a name": ("a: |\n  b:\n# c\n  d and e: f\n", ["4:3 indentation"]),
    "note between items": ("a:\n  - b\n #c\n  -d\n", ["3:2 cut-by-hash"]),
    "note below the name of a text": ("a:\n  b: |\n  # d\n    e\n", ["3:3 cut-by-hash"]),
    "note within a text without a bar": ("a: b\n  # c\n  d\n", ["2:3 cut-by-hash"]),
    "note before a text that looks like a pair": ("a: |\n  b\n# c\n  d: e\n", ["3:1 cut-by-hash"]),
    "note in a block before what looks like a pair": ("a: |-\n  b\n# c\n  d: e\n", ["3:1 cut-by-hash"]),
    "note before a text with a colon": ("a: |\n  b\n# c\n  d and e: f\n", ["3:1 cut-by-hash"]),
    "note above a pair that is out of line": ("a:\n  b: c\n  # d\n   e: f\n", ["4:4 indentation"]),
    "note above a word alone": ("a: b\n# c\nd\n", ["3:1 missing-colon"]),
    "hash in a name": ("a #b: c\n", ["1:3 cut-by-hash"]),
    "hash in a later name": ("a: b\nc #d: e\n", ["2:3 cut-by-hash"]),
    # what belongs to several versions or files
    "Y-syntax-09 conflict markers": (
        "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\nf: g\n",
        ["2:1 conflict-marker"],
    ),
    "Y-syntax-09 two conflicts": (
        "<<<<<<< a\n||||||| b\n=======\n>>>>>>> c\n<<<<<<< a\n=======\n>>>>>>> c\n",
        ["1:1 conflict-marker", "5:1 conflict-marker"],
    ),
    "Y-syntax-09 a conflict within another": ("<<<<<<< a\n<<<<<<< b\n", ["1:1 conflict-marker", "2:1 conflict-marker"]),
    "Y-syntax-09 a marker below a conflict": (
        "<<<<<<< a\n>>>>>>> b\n=======\n",
        ["1:1 conflict-marker", "3:1 conflict-marker"],
    ),
    "Y-syntax-09 the first marker alone": ("<<<<<<< a\n", ["1:1 conflict-marker"]),
    "Y-syntax-09 the marker of the common ancestor alone": ("||||||| a\n", ["1:1 reserved-character"]),
    "Y-syntax-09 a marker that was left": ("a: b\n>>>>>>> x\n", ["2:1 conflict-marker"]),
    "Y-syntax-09 a marker within a text that is the whole file": ("a\n=======\nb\n", ["2:1 conflict-marker"]),
    "Y-syntax-10 two documents": ("a: b\n---\nc: d\n", ["2:1 several-documents"]),
    "Y-syntax-11 junk after ...": ("a: b\n...\n# why\njunk\n", ["4:1 several-documents"]),
    "Y-syntax-11 junk on its line": ("a: b\n... junk\n", ["2:5 several-documents"]),
    "Y-syntax-12 %YAML 2.0": ("# why\n%YAML 2.0\n---\na: b\n", ["2:1 reserved-character"]),
    "Y-syntax-12 %TAG": ("%TAG ! x\n---\na: b\n", ["1:1 reserved-character"]),
    "Y-syntax-17 empty file": ("", ["1:1 empty-file"]),
    "Y-syntax-17 only spaces and line ends": (" \n\r\n\r", ["1:1 empty-file"]),
    "Y-syntax-18 only comments": ("# a\n  # b\n", ["1:1 empty-file"]),
    "Y-syntax-18 only the start of a document": ("---\n", ["1:1 empty-file"]),
    "Y-syntax-19 only a byte-order mark": ("\ufeff", ["1:1 empty-file"]),
    # what YAML can do and nobody needs
    "Y-bomb-01 alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\n", ["1:4 anchor", "2:4 anchor", "2:8 alias", "2:12 alias"]),
    "Y-bomb-02 merge bomb": ("a: &a\n  b: c\nd:\n  <<: *a\n", ["1:4 anchor", "4:3 alias"]),
    "Y-bomb-03 recursive alias": ("a: &a [*a]\n", ["1:4 anchor", "1:8 alias"]),
    "Y-bomb-04 any anchor": ("a: &b c\n", ["1:4 anchor"]),
    "Y-bomb-04 an anchor before a comma": ("[&a, b]\n", ["1:2 anchor"]),
    "Y-bomb-05 any alias": ("- *b\n", ["1:3 alias"]),
    "Y-bomb-05 alias as a key": ("*b : c\n", ["1:1 alias"]),
    "Y-bomb-05 alias as a key above a line that is out of line": (
        "*b : c\n d: e\n",
        ["1:1 alias", "2:2 indentation"],
    ),
    "Y-bomb-06 merge": ("<<: {a: b}\n", ["1:1 alias"]),
    "Y-bomb-05 alias below a name that is no merge": ("'<<': *b\n", ["1:7 alias"]),
    "Y-bomb-07 !!python": ("a: !!python/object/apply:os.system [ls]\n", ["1:4 tag"]),
    "Y-bomb-08 !!binary": ("a: !!binary aGk=\n", ["1:4 tag"]),
    "Y-bomb-09 !!set": ("a: !!set {b}\n", ["1:4 tag"]),
    "Y-bomb-10 !!omap": ("!!omap\n- a: b\n", ["1:1 tag"]),
    "Y-bomb-11 custom !foo": ("a: !foo b\n", ["1:4 tag"]),
    "Y-bomb-11 before a block": ("a: !foo |\n  b\n", ["1:4 tag"]),
    "Y-bomb-11 an exclamation mark and an anchor": ("a: ! &x b\n", ["1:4 tag", "1:4 anchor"]),
    "Y-bomb-11 an anchor and an exclamation mark": ("a: &x ! b\n", ["1:4 tag", "1:4 anchor"]),
    "Y-bomb-11 after an anchor": ("a: &b !foo\n  c: d\n", ["1:4 anchor", "1:4 tag"]),
    "Y-bomb-15 nested mappings": ("".join(f"{' ' * n}a:\n" for n in range(1000)), ["33:33 too-deep"]),
    "Y-bomb-21 complex key": ("? [a]\n: b\n", ["1:3 complex-key"]),
    "Y-bomb-21 list as a key": ("[a]: b\n", ["1:1 complex-key"]),
    "Y-bomb-21 explicit key": ("? a\n: b\n", ["1:3 complex-key"]),
    "Y-bomb-21 explicit key in a list": ("- ? a\n  : b\n", ["1:5 complex-key"]),
    "Y-bomb-21 explicit key in braces": ("{? a : b}\n", ["1:4 complex-key"]),
    "Y-bomb-21 explicit key below its mark": ("?\n  a\n: b\n", ["2:3 complex-key"]),
    "Y-bomb-21 explicit key below its mark and a remark": ("? # hm\n\n  a\n: b\n", ["3:3 complex-key"]),
    "Y-bomb-21 explicit key below its mark in a list": ("- ?\n    a\n  : b\n", ["2:5 complex-key"]),
    "Y-bomb-21 explicit key below its mark in braces": ("{?\na : b, c: d}\n", ["2:1 complex-key"]),
    "Y-bomb-21 explicit key below its mark after another": ("a: b\n? # why?\n  c\n: d\n", ["3:3 complex-key"]),
    "Y-bomb-21 block as a key": ("? |\n  a\n: b\n", ["1:3 complex-key"]),
    "Y-bomb-21 folded block as a key": ("? >\n  a\n: b\n", ["1:3 complex-key"]),
    "Y-bomb-21 stripped block as a key": ("? |-\n  a\n: b\n", ["1:3 complex-key"]),
    "Y-bomb-21 folded and stripped block as a key": ("? >-\n  a\n: b\n", ["1:3 complex-key"]),
    "Y-bomb-21 explicit key before a pair that is out of line": (
        "a:\n  - b: c\n? d\n  e: f\n",
        ["3:3 complex-key", "4:3 indentation"],
    ),
    "Y-bomb-21 list as a key before a text that is also a key": ("? [a]\n: x\nb: x\n", ["1:3 complex-key"]),
    "Y-bomb-21 list as a key of a text that is cut": ("? [a]\n: b #12\n", ["1:3 complex-key", "2:5 cut-by-hash"]),
    "Y-bomb-21 empty key": ("a: b\n'': c\n", ["2:1 complex-key"]),
    "Y-bomb-21 no key at all": ("{: b}\n", ["1:2 reserved-character"]),
    # characters
    "Y-syntax-23 NUL": ("a: b\x00\n", ["1:5 forbidden-character"]),
    "Y-syntax-24 C0": ("a: b\n\x1bc: d\n", ["2:1 forbidden-character"]),
    "Y-syntax-24 DEL and C1": ("a: \x7f\x80\n", ["1:4 forbidden-character", "1:5 forbidden-character"]),
    "Y-syntax-24 DEL alone": ("a: \x7f\n", ["1:4 forbidden-character"]),
    "Y-syntax-24 below an empty line": ("\n\x01a: b\n", ["2:1 forbidden-character"]),
    "Y-syntax-24 form feed": ("a: b\x0cc\n", ["1:5 forbidden-character"]),
    "Y-syntax-25 \\0 escape": ('a: "\\0"\n', ["1:4 forbidden-character"]),
    "Y-syntax-25 \\x1b, \\u202E and \\r escapes": (
        '- "\\x1b"\n- "\\u202E"\n- "\\r"\n',
        ["1:3 forbidden-character", "2:3 forbidden-character", "3:3 forbidden-character"],
    ),
    "Y-syntax-25 several escapes of one text": ('a: "b\\u202e\\u200ec"\n', ["1:4 forbidden-character"]),
    "Y-syntax-26 \\uD800 escape": ('a: "\\uD800"\n', ["1:5 bad-escape"]),
    "Y-syntax-27 NEL": ("a: b\x85c: d\n", ["1:5 line-separator"]),
    "Y-syntax-27 \\N escape": ('a: "\\N"\n', ["1:4 line-separator"]),
    "Y-syntax-28 U+2028": ("a: b\u2028c: d\n", ["1:5 line-separator"]),
    "Y-syntax-29 U+2029": ("a: |\n  b\u2029c\n", ["2:4 line-separator"]),
    "U-text-01 RLO": ("name: Ada \u202eObi\n", ["1:11 forbidden-character"]),
    "U-text-01 RLO before an escape": ('a: "b\u202e\\n"\n', ["1:6 forbidden-character"]),
    "U-text-01 RLO before an escape of another mark": (
        'a: "b\u202e\\u200e"\n',
        ["1:4 forbidden-character", "1:6 forbidden-character"],
    ),
    "U-text-02 isolates": (
        "- \u2066\n- \u2067\n- \u2068\n- \u2069\n",
        [f"{line}:3 forbidden-character" for line in range(1, 5)],
    ),
    "U-text-03 LRM, RLM, ALM": (
        "id: a\u200eb\u200fc\u061c\n",
        ["1:6 forbidden-character", "1:8 forbidden-character", "1:10 forbidden-character"],
    ),
    "U-text-03 in a name and in a comment": (
        "a\u200e: b # \u200f\n",
        ["1:2 forbidden-character", "1:9 forbidden-character"],
    ),
    "U-text-07 Zalgo": ("a: e" + "\u0301" * 100 + "\n", ["1:4 stacked-marks"]),
    "U-text-07 Zalgo on nothing": ("\u0301" * 9 + "a: b\n", ["1:1 stacked-marks"]),
    "U-text-07 Zalgo by escapes": ('a: "e' + "\\u0301" * 100 + '"\n', ["1:4 stacked-marks"]),
    "U-text-07 Zalgo with joiners": ("a: e" + ("\u0301" * 8 + "\u200d") * 2 + "\n", ["1:4 stacked-marks"]),
    "U-text-07 Zalgo of rare marks": (
        "- e" + "\u1cf4" * 9 + "\n- e" + "\u2de0" * 9 + "\n- e" + "\u20dd" * 5 + "\u0301" * 4 + "\n",
        ["1:3 stacked-marks", "2:3 stacked-marks", "3:3 stacked-marks"],
    ),
    "U-text-07 Zalgo of circles": ("a: e" + "\u20dd" * 9 + "\n", ["1:4 stacked-marks"]),
    "U-text-07 Zalgo on the second of two signs": ("a: …✓" + "\u0301" * 9 + "\n", ["1:5 stacked-marks"]),
    "U-text-09 tag characters": ("a: b\U000e0041\U000e0042\n", ["1:5 forbidden-character", "1:6 forbidden-character"]),
    "U-text-09 behind a flag that is none": (
        "a: \U0001f3f4\U000e0067\U000e007f\n",
        ["1:5 forbidden-character", "1:6 forbidden-character"],
    ),
    "U-text-10 private use": ("a: \ue000 \U000f0000\n", ["1:4 forbidden-character", "1:6 forbidden-character"]),
    "U-text-11 lone surrogates": ("a: \ud800 \udfff\n", ["1:4 forbidden-character", "1:6 forbidden-character"]),
    "U-text-12 unassigned": ("a: \u0378\n", ["1:4 forbidden-character"]),
    "U-text-12 noncharacters": (
        "a: \ufffe \ufdd0 \U0010ffff\n",
        ["1:4 forbidden-character", "1:6 forbidden-character", "1:8 forbidden-character"],
    ),
    "byte-order mark in the middle": ("a: b\n\ufeffc: d\n", ["2:1 forbidden-character"]),
    "the same character in a row is one fault": ("a: \x00\x00\x00\n", ["1:4 forbidden-character"]),
    "a refused character beside a missing space": (
        "[c\u200e:b,\ne:d]\n",
        ["1:3 forbidden-character", "2:2 missing-space"],
    ),
    # several at once
    "all faults of a file in one run": (
        "a: \u202eb\na: c\nd: “e”\nf: g #h\ni: 'j\n",
        [
            "1:4 forbidden-character",
            "2:1 duplicate-key",
            "3:4 smart-quotes",
            "4:6 cut-by-hash",
            "5:4 unclosed-quote",
        ],
    ),
}

READ: dict[str, tuple[str, Plain]] = {
    "Y-type-01 NO": ("country: NO\n", {"country": "NO"}),
    "Y-type-02 no": ("answer: no\n", {"answer": "no"}),
    "Y-type-03 yes, on, true": ("- Yes\n- on\n- true\n", ["Yes", "on", "true"]),
    "Y-type-04 010": ("postcode: 010\n", {"postcode": "010"}),
    "Y-type-05 12:30": ("at: 12:30\n", {"at": "12:30"}),
    "Y-type-06 to 10 numbers": (
        "- 1_000\n- 0x1F\n- .inf\n- .nan\n- 1e999\n",
        ["1_000", "0x1F", ".inf", ".nan", "1e999"],
    ),
    "Y-type-15 a day that is none": ("date: 2024-02-30\n", {"date": "2024-02-30"}),
    "Y-type-17 1.10 and 1.1": ("- 1.10\n- 1.1\n", ["1.10", "1.1"]),
    "Y-type-18 Null": ("name: Null\n", {"name": "Null"}),
    "Y-type-19 nothing": ("a:\n  b:\nc:\n", {"a": {"b": ""}, "c": ""}),
    "Y-type-20 ~": ("a: ~\n", {"a": "~"}),
    "Y-type-25 a list at the top": ("- a: b\n  c: d\n- e\n", [{"a": "b", "c": "d"}, "e"]),
    "Y-type-26 a text at the top": ("a\n", "a"),
    "Y-syntax-19 byte-order mark": ("\ufeffa: b\n", {"a": "b"}),
    "U-text-06 joiners": ("name: می\u200cخواهم क\u094d\u200dष\n", {"name": "می\u200cخواهم क\u094d\u200dष"}),
    "U-text-13 soft hyphen": ("a: b\u00adc\n", {"a": "b\u00adc"}),
    "emoji, new ones too": (
        "a: 👩\u200d👩\u200d👧 ❤\ufe0f \U0001fae9\n",
        {"a": "👩\u200d👩\u200d👧 ❤\ufe0f \U0001fae9"},
    ),
    "the flag of Scotland": (
        "a: \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f\n",
        {"a": "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"},
    ),
    "the flags of England and Wales": (
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f: "
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f\n",
        {
            "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": (
                "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
            )
        },
    ),
    "first and last variation of a character": ("a: 葛\U000e0100葛\U000e01ef\n", {"a": "葛\U000e0100葛\U000e01ef"}),
    "some marks on a letter": ("a: e\u0301\u0323\u0304\n", {"a": "e\u0301\u0323\u0304"}),
    "eight marks on each of two signs": ("a: " + ("✓" + "\u0301" * 8) * 2 + "\n", {"a": ("✓" + "\u0301" * 8) * 2}),
    "a letter of Tibet with all that stands below it": (
        "a: \u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82\n",
        {"a": "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82"},
    ),
    "eight marks on a letter": ("a: e" + "\u0301" * 8 + "\n", {"a": "e" + "\u0301" * 8}),
    "odd quotes that are not one pair": (
        "- “a~\n- ”a~\n- „a~\n- ‘a~\n- ’a~\n- ‚a~\n- «a~\n- »a~\n- ‹a~\n- ›a~\n- “”a”\n- “a””\n- “\n",
        ["“a~", "”a~", "„a~", "‘a~", "’a~", "‚a~", "«a~", "»a~", "‹a~", "›a~", "“”a”", "“a””", "“"],
    ),
    "tildes": ("a: ~é\n~b: ~\nc: |\n  d\n  ~\n", {"a": "~é", "~b": "~", "c": "d\n~\n"}),
    "comments": ("# a\nb: c # d\ne: # f\n  - g  ## h\n  #i\nj: 'k' #l\n#m\n", {"b": "c", "e": ["g"], "j": "k"}),
    "signs of slips in quotes and below a bar": ("- 'b:c'\n- \"-d\"\n- |\n  f:g\n", ["b:c", "-d", "f:g\n"]),
    "kinds of blocks": (
        "a: >\n  b\n  c\nd: |2\n    e\nf: >-\n  g\nh: |+\n  i\n\n",
        {"a": "b c\n", "d": "  e\n", "f": "g", "h": "i\n\n"},
    ),
    "comments beside a bar": (
        "a: | # b\n  c\nd: |2 # e\n    f\ng: > # h\n  i\n",
        {"a": "c\n", "d": "  f\n", "g": "i\n"},
    ),
    "nothing between braces": (
        "- {a: , b: c}\n- {d, e: f}\n- {g: h, i}\n",
        [{"a": "", "b": "c"}, {"d": "", "e": "f"}, {"g": "h", "i": ""}],
    ),
    "comments before a collection": ("a: #b\n  c: d\n", {"a": {"c": "d"}}),
    "hashes within texts": ("- a#b\n- 'c #d'\n- \"e #f\"\n- |\n  g #h\n  #i\n", ["a#b", "c #d", "e #f", "g #h\n#i\n"]),
    "anything below a bar": (
        "a: |\n  «Oui: non» #12\n\n  \t@ * & !x {y} [z] “” \\0\n  <<<<<<< x\n\n  \u3000一\n",
        {"a": "«Oui: non» #12\n\n\t@ * & !x {y} [z] “” \\0\n<<<<<<< x\n\n\u3000一\n"},
    ),
    "question marks before a name": (
        "a: |\n  b ? c\n  ?\nd: Why\n  ?\ne: 'f\n  ?'\ng: h # ?\ni:\n  # ? j\n  k: [l ?,\n    m]\n",
        {"a": "b ? c\n?\n", "d": "Why ?", "e": "f ?", "g": "h", "i": {"k": ["l ?", "m"]}},
    ),
    "several lines": ("a: b\n  c\n\n  d\n", {"a": "b c\nd"}),
    "folded": ("a: >-\n  b\n  c\n", {"a": "b c"}),
    "one document with marks": ("---\na: b\n...\n# c\n\n", {"a": "b"}),
    "flow": ("a: [b, 'c', {d: e}]\nf: {}\n", {"a": ["b", "c", {"d": "e"}], "f": {}}),
    "addresses": (
        "a: https://example.org/b:c#d\ne:\n  - https://x\n",
        {"a": "https://example.org/b:c#d", "e": ["https://x"]},
    ),
    "colons within words": ("a: b:c 12:30\nd: «x» et «y»\n", {"a": "b:c 12:30", "d": "«x» et «y»"}),
    "escapes": ('a: "b\\n\\t\\u00e9\\"\\\\"\n', {"a": 'b\n\té"\\'}),
    "questions before names": (
        "a: b ?\nc: >\n  d ?\ne: # f ?\n  g ? h\nj: k ?\n",
        {"a": "b ?", "c": "d ?\n", "e": "g ? h", "j": "k ?"},
    ),
    "a quoted << and a question": ("'<<': a? b\nc?: d ?\n", {"<<": "a? b", "c?": "d ?"}),
    "tabs after texts and within": ("a: b\t\nc: |\n  d\te\nf: g\t# h\n", {"a": "b", "c": "d\te\n", "f": "g"}),
    "thirty-two levels": ("- " * 31 + "a: b\n", functools.reduce(lambda inner, _: [inner], range(31), {"a": "b"})),
}

BOMBS: dict[str, tuple[str, str]] = {
    "Y-bomb-12 200,000 hyphens": ("- " * 200_000, "too-deep"),
    "Y-bomb-12 50 kB of hyphens": ("- " * 25_000, "too-deep"),
    "Y-bomb-13 100,000 braces": ("{" * 100_000, "too-deep"),
    "Y-bomb-14 200,000 brackets": ("[" * 200_000, "too-deep"),
    "Y-bomb-14 on lines of their own": ("[\n" * 200_000, "too-deep"),
    "Y-bomb-16 100 MB": ("a: " + "x" * 100_000_000, "too-large"),
    "Y-bomb-16 5 MB in fewer characters": ("a: " + "é" * 2_500_000, "too-large"),
    "Y-bomb-17 200,000 keys": ("".join(f"key-{n}: v\n" for n in range(200_000)), "too-many-values"),
    "items": ("[" + "a," * 2_400_000 + "]", "too-many-values"),
    "equal keys": ("a: b\n" * 900_000, "too-many-faults"),
    "aliases": ("- *a\n" * 900_000, "too-many-faults"),
    "conflicts": ("<<<<<<<\n" * 600_000, "too-many-faults"),
    "NUL": ("\0" * 4_900_000, "forbidden-character"),
    "NUL and letters": ("\0a" * 2_400_000, "too-many-faults"),
    "all kinds of characters": ("".join(map(chr, range(0x110000))), "too-many-faults"),
    "towers of marks": (("e" + "\u0301" * 10) * 200_000, "too-many-faults"),
    "missing spaces": ("[" + "a:1," * 1_200_000 + "]", "too-many-faults"),
    "tabs": ("a:" + "\t" * 4_900_000 + "b", "tab"),
    "blanks before a hash": ("a: b" + " " * 4_900_000 + "#c", "cut-by-hash"),
    "directives": ("%TAG !a! x\n" * 400_000, "reserved-character"),
    "directives after the end": ("a: b\n...\n" + "%TAG !a! x\n" * 400_000, "several-documents"),
    "empty lines": ("\r" * 4_900_000, "empty-file"),
    "words on lines of their own": ("a\n" * 2_400_000 + "b: c", "missing-colon"),
    "an unclosed quote": ("a: '" + "x\n" * 2_400_000, "unclosed-quote"),
    "a tag of 5 MB": ("a: !" + "x" * 4_800_000 + " b", "tag"),
}
DESCRIBED = {"too-deep", "too-large", "too-many-faults", "too-many-values", "stacked-marks", "syntax"}
"""Codes whose page tells of a bad file in words, because no few lines can show one."""


def told(text: str) -> list[str]:
    """Every fault of a text as 'line:column code'."""
    _, faults = read("file.yaml", text)
    return [f"{each.where.line}:{each.where.column} {each.code}" for each in faults]


def tree_of(text: str) -> Tree:
    """The tree of a text that has no fault."""
    tree, faults = read("file.yaml", text)
    assert faults == []
    assert tree is not None
    return tree


def example(code: str, kind: str) -> str:
    """What a page shows as its Bad or Good example, with the characters that it only names."""
    page = importlib.import_module(f"cmpgen.checks.{code.replace('-', '_')}").__doc__ or ""
    block = re.search(rf"^{kind}:(    ?.*\n(?: +.*\n|\n(?= ))*)", page, re.MULTILINE)
    assert block is not None
    shown = textwrap.dedent(" " * (len(kind) + 1) + block[1])
    shown = re.sub(r"<U\+([0-9A-F]{4})>", lambda found: chr(int(found[1], 16)), shown)
    return shown.replace("<tab>", "\t")


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_refused_where_it_stands(case: str) -> None:
    text, expected = REFUSED[case]

    assert told(text) == expected


@pytest.mark.parametrize("case", READ)
def test_what_is_accepted_keeps_its_exact_text(case: str) -> None:
    text, expected = READ[case]

    assert tree_of(text).plain() == expected


def whole(text: str) -> dict[str, object]:
    """All that is said of a text: each fault with its place, length and facts, and each node of the tree with its."""
    tree, faults = read("file.yaml", text)
    return {
        "text": text if len(text) < 300 else f"{text[:20]}…",
        "faults": [
            [f"{each.where.line}:{each.where.column}+{each.where.length} {each.code}", dict(each.facts)]
            for each in faults
        ],
        "tree": None if tree is None else nodes(tree.root),
    }


GOLDEN = ROOT / "tests/golden/yaml.json"
"""What `whole` says of every case. Write it anew when cases were added, and read the difference:

    python -c "from tests.test_yamltree import write_golden; write_golden()"
"""


def write_golden() -> None:
    cases = {case: whole(text) for case, (text, _) in (REFUSED | READ).items()}
    lines = [f"{json.dumps(case)}: {json.dumps(each, ensure_ascii=True)}" for case, each in cases.items()]
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def test_everything_is_said_of_every_case_that_was_always_said() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    texts = {case: text for case, (text, _) in (REFUSED | READ).items()}

    assert {case: whole(texts[case]) for case in golden} == golden


@pytest.mark.parametrize("case", BOMBS)
def test_a_bomb_is_refused(case: str) -> None:
    text, code = BOMBS[case]

    _, faults = read("file.yaml", text)

    assert faults[-1].code == code
    assert len(faults) in (1, MOST_FAULTS + 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: " + "x" * 4_999_997, []),
        ("a: " + "x" * 4_999_998, ["1:1 too-large"]),
        ("\ufeffa: " + "x" * 4_999_997, []),
        ("a: x" + "é" * 2_499_998, []),
        ("a: xx" + "é" * 2_499_998, ["1:1 too-large"]),
        ("a: " + "😀" * 1_300_000, ["1:1 too-large"]),
        ("\ud800" * 1_700_000, ["1:1 too-large"]),
        ("- x\n" * 99_999, []),
        ("- x\n" * 100_000, ["100001:1 too-many-values"]),
        ("a: x\n" * 3 + "- x\n", ["2:1 duplicate-key", "3:1 duplicate-key", "4:1 indentation"]),
        ("- a: b\n" * 49_999 + "- x\n", []),
        ("- a: b\n" * 49_999 + "- x\n- y\n", ["50002:1 too-many-values"]),
        ("- a: b\n" * 50_000, ["50001:1 too-many-values"]),
        ("a: b\n" * 1001, [f"{line}:1 duplicate-key" for line in range(2, 1002)]),
        (
            "a: b\n" * 1002,
            [*(f"{line}:1 duplicate-key" for line in range(2, 1002)), "1001:1 too-many-faults"],
        ),
        ("a: " + "\x01b" * 1000 + "\n", [f"1:{4 + 2 * n} forbidden-character" for n in range(1000)]),
        ("a:1\n" + "  w\n" * 99 + "  c: d\n", ["1:2 missing-space"]),
        ("a:1\n" + "  w\n" * 100 + "  c: d\n", ["1:2 missing-space", "2:3 missing-colon"]),
        ("- a: b\n" + "\n" * 1999 + "c: d\n", ["1:1 stray-hyphen"]),
        ("- a: b\n" + "\n" * 2000 + "c: d\n", ["2002:1 indentation"]),
        ("- " * 32 + "a\n", []),
        ("- " * 33 + "a\n", ["1:65 too-deep"]),
    ],
    ids=lambda each: f"{each[:8]!r} {len(each)}" if isinstance(each, str) else "",
)
def test_limits_are_where_they_are_said_to_be(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_limit_is_told() -> None:
    def facts(text: str) -> dict[str, object]:
        return dict(read("file.yaml", text)[1][-1].facts)

    assert facts("x" * 5_000_001) == {"limit": 5}
    assert facts("- x\n" * 100_001) == {"limit": 100_000}
    assert facts("a: b\n" * 1002) == {"limit": 1000}
    assert facts("- " * 33) == {"limit": 32}


# In a file that holds any of these, every text is looked at more closely.
SIGNS = {"backslash": "# \\", "tab": "# \t", "hash": "# x #x", "remark": "# x # x", "question mark": "# ? x"}


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_of_rarer_faults_in_a_comment_change_nothing(sign: str) -> None:
    for text, _ in (REFUSED | READ).values():
        if text.endswith("\n") and "%" not in text and len(text) < 300:
            alone, above = whole(text), whole(f"{text}{SIGNS[sign]}\n")

            # A bracket or a quote that is not closed takes the comment in.
            if "unclosed" not in str(alone["faults"]):
                assert alone | {"text": ""} == above | {"text": ""}


def test_bombs_take_less_than_200_mb() -> None:
    program = """
        import resource
        from cmpgen.yamltree import read
        from tests.test_yamltree import BOMBS
        most = 0
        for text, _ in BOMBS.values():
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            read("file.yaml", text)
            most = max(most, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
        print(most)
    """

    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert int(ran.stdout) < 200_000


def test_every_code_has_a_case() -> None:
    seen = {each.partition(" ")[2] for _, expected in REFUSED.values() for each in expected}
    seen |= {code for _, code in BOMBS.values()}

    assert seen == set(CODES) - {"syntax"}


def test_an_error_that_has_no_page_of_its_own_is_told_in_the_words_of_the_parser() -> None:
    end = yaml.Mark("file.yaml", 3, 1, 1, None, None)
    errors = [yaml.YAMLError("out of memory\nin line 7"), yaml.MarkedYAMLError(problem="odd", problem_mark=end)]

    faults = [explain("file.yaml", "a:\n", error, None) for error in errors]

    assert [(str(each.where), each.code, dict(each.facts)) for each in faults] == [
        ("file.yaml:1:1", "syntax", {"problem": "out of memory"}),
        ("file.yaml:2:2", "syntax", {"problem": "odd"}),
    ]


@pytest.mark.parametrize("case", REFUSED)
def test_every_fault_has_all_the_facts_that_its_page_names(case: str) -> None:
    _, faults = read("file.yaml", REFUSED[case][0])

    for fault in faults:
        page = importlib.import_module(f"cmpgen.checks.{fault.code.replace('-', '_')}")
        assert fault.code == page.CODE
        assert page.MESSAGE.format(**dict(fault.facts))
        assert page.HINT.format(**dict(fault.facts))
        assert all(len(str(fact)) <= 100 for _, fact in fault.facts)


@pytest.mark.parametrize("code", sorted(set(CODES) - DESCRIBED))
def test_the_examples_of_a_page_are_true(code: str) -> None:
    bad, good = read("file.yaml", example(code, "Bad"))[1], read("file.yaml", example(code, "Good"))[1]

    assert {each.code for each in bad} == {code}
    assert good == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b\nA: c\n", {"word": "A", "line": 1}),
        ("a: b\u202e\n", {"character": "U+202E RIGHT-TO-LEFT OVERRIDE"}),
        ("a: b\x00\n", {"character": "U+0000"}),
        ("a: Ligne #12 est\n", {"words": "#12", "field": "a"}),
        ("answers:\n  a: b #12\n", {"words": "#12", "field": "a", "case": "answer"}),
        ("answers: # all\n\n# of them\n    a: b\n    c: d: e\n", {"words": "c: d: e", "field": "c", "case": "answer"}),
        ("answers:\n  a:\n    position: b: c\n", {"words": "position: b: c", "field": "position", "case": "position"}),
        ("answers:\n  a:\n    source: b: c\n", {"words": "source: b: c", "field": "source", "case": "source"}),
        ("answers:\n  a:\n    comment: b: c\n", {"words": "comment: b: c", "field": "comment"}),
        ("answers:\n  a: b\nc: d: e\n", {"words": "c: d: e", "field": "c"}),
        ("answers:\n  a: ?\n", {"character": "?", "field": "a", "case": "answer"}),
        ("answers:\n  a: 'b' c\n", {"words": "c", "closing": "'", "field": "a", "case": "answer"}),
        ("a:\n  b: |\n    c\n  # d\n    e\n", {"words": "# d", "field": "b", "case": "note"}),
        ("a: [b\nc: d\n", {"bracket": "[", "line": 2}),
        ("a: [b, c", {"bracket": "[", "line": 1}),
        ("a: 'it's\n", {"words": "s", "closing": "'", "field": "a"}),
        ("a: “b c”\n", {"words": "“b c”", "opening": "“", "closing": "”"}),
        ("a: " + "b" * 200 + ": c\n", {"words": "a: " + "b" * 36 + "…", "field": "a"}),
        ("a: e" + "\u0301" * 9 + "\n", {"count": 9, "limit": 8}),
    ],
)
def test_a_fault_carries_its_facts(text: str, expected: dict[str, str | int]) -> None:
    _, faults = read("file.yaml", text)

    assert [dict(each.facts) for each in faults] == [expected]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_are_right_after_any_line_end_and_a_byte_order_mark(end: str, mark: str) -> None:
    text = mark + end.join(["é: 'x", "  y'", "b: |", "  😀", "", "  z", "c: 😀 d #e", "b: e", ""])

    assert told(text) == ["7:8 cut-by-hash", "8:1 duplicate-key"]


def test_places_are_right_where_line_ends_are_mixed() -> None:
    text = "a: b\r\nc: d\re: f\n\r\r\n\ng: “h”\rb: 'i"

    tree, faults = read("file.yaml", text)

    assert [str(each.where) for each in faults] == ["file.yaml:7:4", "file.yaml:8:4"]
    assert tree is None
    assert tree_of("a: |\r\n  b\r  c\n").plain() == {"a": "b\nc\n"}


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (10, []),
        (20, []),
        (30, ["unclosed-quote"]),
        (40, ["missing-colon"]),
        (50, []),
        (60, ["unclosed-bracket"]),
        (70, ["unclosed-bracket"]),
        (80, ["unclosed-bracket"]),
        (90, ["unclosed-quote"]),
    ],
)
def test_y_syntax_13_a_file_cut_off_within_a_name_quotes_or_brackets_is_refused(
    percent: int, expected: list[str]
) -> None:
    # One that is cut off between values, or within a plain one, looks like a shorter file; its meaning may show it.
    cut = CUT_OFF[: len(CUT_OFF) * percent // 100]

    _, faults = read("file.yaml", cut)

    assert [each.code for each in faults] == expected


def test_faults_of_characters_leave_the_rest_readable() -> None:
    tree, faults = read("file.yaml", "na\u200eme: Ada\x00 Obi\nparty: “river”\nNAME: Jo\nnote: Ligne #12\n")

    assert tree is not None
    assert tree.plain() == {"name": "Ada Obi", "party": "river", "note": "Ligne"}
    assert len(faults) == 5


def test_refused_characters_are_left_out_of_the_facts() -> None:
    _, faults = read("file.yaml", "a\u200eb: c\nab: d\n")

    assert [dict(each.facts).get("word") for each in faults] == [None, "ab"]


def test_a_fault_on_a_line_is_not_told_twice() -> None:
    assert told("a: b\x85c: d: e\n") == ["1:5 line-separator"]
    assert told("a: *b c: d\n") == ["1:4 alias"]


def test_scalars_know_their_place_their_length_and_whether_they_are_plain() -> None:
    root = tree_of("a: b c\n'd': \"e\n  f\"\ng: |-\n  h\ni:\n  j\n  k\nl: [é, ]\n").root

    assert isinstance(root, Mapping)
    assert list(root.items.values()) == [
        (Scalar("a", True, 1, 1, 1), Scalar("b c", True, 1, 4, 3)),
        (Scalar("d", False, 2, 1, 3), Scalar("e f", False, 2, 6, 2)),
        (Scalar("g", True, 4, 1, 1), Scalar("h", False, 4, 4, 2)),
        (Scalar("i", True, 6, 1, 1), Scalar("j k", True, 7, 3, 1)),
        (Scalar("l", True, 9, 1, 1), Sequence([Scalar("é", True, 9, 5, 1)], 9, 4)),
    ]


TREE = tree_of("""\
name: Ada
empty:
list:
  - x
  - id: y
    text: |
      z
  - [p, q]
flow: {a: b}
answers:
  free-buses: agree
""")


@pytest.mark.parametrize(
    ("steps", "key", "value"),
    [
        ((), "1:1:4", "1:1:4"),
        (("name",), "1:1:4", "1:7:3"),
        (("empty",), "2:1:5", "2:1:5"),
        (("list",), "3:1:4", "3:1:4"),
        (("list", 0), "4:5:1", "4:5:1"),
        (("list", 1), "5:5:2", "5:5:2"),
        (("list", 1, "text"), "6:5:4", "6:11:1"),
        (("list", 2), "8:5:1", "8:5:1"),
        (("list", 2, 1), "8:9:1", "8:9:1"),
        (("flow",), "9:1:4", "9:7:1"),
        (("answers", "free-buses"), "11:3:10", "11:15:5"),
        (("answers", "unknown", "position"), "10:1:7", "10:1:7"),
        (("list", 9), "3:1:4", "3:1:4"),
        (("list", 3), "3:1:4", "3:1:4"),
        (("list", "x"), "3:1:4", "3:1:4"),
        (("name", 0), "1:1:4", "1:7:3"),
        ((0,), "1:1:4", "1:1:4"),
    ],
)
def test_a_tree_knows_the_place_of_every_key_and_value(steps: tuple[str | int, ...], key: str, value: str) -> None:
    def place(where: Where) -> str:
        return f"{where.line}:{where.column}:{where.length}"

    assert (place(TREE.key(*steps)), place(TREE.value(*steps))) == (key, value)
    assert TREE.key(*steps).path == "file.yaml"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: b, c}", {"a": "b", "c": None}),
        ("{a, b: , c: 'd'}", {"a": None, "b": "", "c": "d"}),
        ('{"a","b":}', {"a": None, "b": ""}),
        ("{\n  a b,\n  c\n    d }", {"a b": None, "c d": None}),
        ("a: [b: c, {d}]\ne:\n", {"a": [{"b": "c"}, {"d": None}], "e": ""}),
        ("a: {b: # c\n}", {"a": {"b": ""}}),
    ],
)
def test_a_name_without_a_colon_is_told_apart_from_one_that_nothing_follows(text: str, value: Plain) -> None:
    tree, faults = read("file.yaml", text)

    assert tree is not None and faults == []
    assert tree.plain(None) == value
    assert "None" not in str(tree.plain())


def test_a_part_of_a_tree_knows_the_name_it_stands_under() -> None:
    part = TREE.at("answers")

    assert part.plain() == {"free-buses": "agree"}
    assert part.key() == TREE.key("answers")
    assert part.key("free-buses") == TREE.key("answers", "free-buses")
    assert TREE.at("answers", "unknown").plain() == ""
    assert TREE.at("answers", "unknown").key() == TREE.key("answers")
    assert TREE.at("answers", "unknown").root == Scalar("", plain=True, line=10, column=1, length=1)


def test_a_part_of_a_tree_knows_the_line_of_each_of_its_names() -> None:
    assert TREE.at("answers").lines() == {"free-buses": 11}
    assert TREE.at("list", 1).lines() == {each: TREE.key("list", 1, each).line for each in TREE.at("list", 1).plain()}
    assert TREE.at("list").lines() == TREE.at("name").lines() == {}


PIECES = st.sampled_from(
    [
        *"ab:-#?&*!|>%@`'\"[]{},“”«» \n\t\r\\",
        ": ",
        "- ",
        " #",
        "  ",
        "\n  ",
        "\u00a0",
        "\u2028",
        "\x85",
        "\x00",
        "\ud800",
        "---\n",
        "...\n",
        "<<: ",
        "<<<<<<<\n",
        "\ufeff",
        "é",
        "😀",
        "e\u0301",
        "a: ",
        "a:\n  ",
        "%YAML 1.1\n",
        "!!x ",
        "\\x",
    ]
)
ANY_TEXT = st.text() | st.lists(PIECES, max_size=30).map("".join)


@settings(deadline=None, max_examples=1000)
@given(ANY_TEXT)
def test_no_text_raises_and_every_fault_stands_within_it(text: str) -> None:
    tree, faults = read("file.yaml", text)

    ends = re.sub("\r\n|\r", "\n", text.removeprefix("\ufeff")).split("\n")
    assert tree is not None or faults
    assert faults == in_order(faults)
    for fault in faults:
        assert fault.code in CODES
        assert 1 <= fault.where.line <= len(ends) + 1
        assert 1 <= fault.where.column <= len(ends[min(fault.where.line, len(ends)) - 1]) + 1
        assert fault.where.length >= 1


@settings(deadline=None, max_examples=500)
@given(ANY_TEXT)
def test_what_is_accepted_means_what_every_other_reader_takes_it_for(text: str) -> None:
    tree, faults = read("file.yaml", text)

    if not faults:
        assert tree is not None
        assert tree.plain() == yaml.load(text, yaml.CBaseLoader)


def scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for each in node.items if isinstance(node, Sequence) else ():
        yield from scalars(each)
    for name, value in node.items.values() if isinstance(node, Mapping) else ():
        yield from (name, *scalars(value))


@settings(deadline=None, max_examples=500)
@given(ANY_TEXT)
def test_every_text_stands_where_its_node_says(text: str) -> None:
    tree, faults = read("file.yaml", text)

    rows = re.sub("\r\n|\r", "\n", text.removeprefix("\ufeff")).split("\n")
    for each in scalars(tree.root) if tree is not None and not faults else ():
        written = rows[each.line - 1][each.column - 1 :][: each.length] if each.text else ""
        assert len(written) in (0, each.length)
        if each.plain:
            assert each.text.startswith(written.strip())
        elif written:
            assert written[0] in "'\"|>"


@settings(deadline=None)
@given(ANY_TEXT)
def test_line_ends_make_no_difference(text: str) -> None:
    unix = text.replace("\r", "")

    codes = told(unix)

    assert told(unix.replace("\n", "\r\n")) == codes
    assert told(unix.replace("\n", "\r")) == codes


def is_ordinary(text: str) -> bool:
    """Whether the reader takes a plain text as it is: nothing refused, and nothing that looks like a slip."""
    where = Where("file.yaml")
    slip = lines.misread_start(text, where) or lines.smart_quotes(text, where)
    return slip is None and not characters.refused(text, characters.unusual(text))[1]


TEXTS = (st.text() | st.text("ab:#-? \n'\"|é’…", max_size=20)).filter(is_ordinary)
NAMES = st.text(min_size=1, max_size=40).filter(
    lambda name: is_ordinary(name) and characters.folded(name) != "" and "\n" not in name
)
NESTED = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(NAMES, inner).filter(lambda each: len(set(map(characters.folded, each))) == len(each))
    ),
    max_leaves=15,
)


@settings(deadline=None)
@given(NESTED.filter(bool))
def test_what_pyyaml_writes_in_block_style_is_read_back(data: Plain) -> None:
    written = yaml.safe_dump(data, default_flow_style=False, allow_unicode=True, sort_keys=False)

    assert tree_of(written).plain() == data


def test_what_is_folded_away_in_names_is_what_nobody_sees() -> None:
    assert len({unicodedata.normalize(form, "École") for form in ("NFC", "NFD")}) == 2
    assert {characters.folded(name) for name in ("École", "e\u0301cole", "ÉCOLE\u00a0", "é\u200bcole ")} == {"école"}
