"""Diagnostics → text with frames, GitHub annotations, or JSON; pure strings."""

from __future__ import annotations

import difflib
import functools
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from cmpgen import checks
from cmpgen.diagnostics import ERROR, Diagnostic, Where

if TYPE_CHECKING:
    from cmpgen.scores.match import Match
    from cmpgen.survey import Survey

LONGEST_WORD = 120
"""Characters of a volunteer's own words that a message repeats."""

NEAREST = 6
"""Items of a list that is shortened, as far as they fit."""

MOST_COMPARED = 200
"""Items of a list that are compared with what was written."""

LONGEST_LINE = 160
"""Columns of a source line that a frame shows."""

Paint = Callable[[str, str], str]
"""Words and the name of a style → words in that style."""


def plain(words: str, style: str) -> str:
    """No style at all, for files and pipes."""
    return words


def message(diagnostic: Diagnostic) -> str:
    """What is wrong, in words."""
    facts = _facts(diagnostic)
    return _words(diagnostic, "MESSAGE", facts).format(**facts)


def hint(diagnostic: Diagnostic) -> str:
    """What to do, in words; a sentence that asks 'did you mean' is left out where nothing is near."""
    facts = _facts(diagnostic)
    words = _words(diagnostic, "HINT", facts)
    if facts.get("nearest") == "":
        words = words.replace("Did you mean {nearest!r}? ", "")
    return words.format(**facts)


def _words(diagnostic: Diagnostic, kind: str, facts: Mapping[str, str | int]) -> str:
    """The MESSAGE or HINT of a code's page; where the page has one for this `case`, that one."""
    page = checks.BY_CODE[diagnostic.code]
    words: str = getattr(page, f"{kind}S", {}).get(facts.get("case"), getattr(page, kind))
    return words


def text(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str], paint: Paint = plain) -> str:
    """Every diagnostic with the line it is about, a caret below it, and a hint."""
    # Diagnostics are sorted by file, and of each file the lines are needed once.
    lines = functools.lru_cache(maxsize=1)(lambda path: _lines(texts.get(path, "")))
    return "".join(f"{_one(each, lines, paint)}\n" for each in diagnostics)


def _one(each: Diagnostic, lines: Callable[[str], Sequence[str]], paint: Paint) -> str:
    severity = checks.severity(each)
    head = f"{paint(str(each.where), 'place')}: {paint(f'{severity}[{each.code}]', severity)}: {message(each)}"
    return "\n".join(
        [head, *_frame(each.where, lines(each.where.path), severity, paint), f"  {paint('hint:', 'hint')} {hint(each)}"]
    )


def _frame(where: Where, lines: Sequence[str], severity: str, paint: Paint) -> list[str]:
    """The source line and the caret, or nothing where there is no such line to show."""
    if where.line > len(lines) or not lines[where.line - 1].strip():
        return []
    line = lines[where.line - 1]
    # A long line is shown from a little before the fault.
    start = max(0, where.column - 1 - LONGEST_LINE // 2) if len(line) > LONGEST_LINE else 0
    shown = "".join(
        char if char.isprintable() or char == "\t" else "\N{REPLACEMENT CHARACTER}"
        for char in line[start : start + LONGEST_LINE]
    )
    before = shown[: where.column - 1 - start]
    marked = shown[len(before) : len(before) + where.length]
    number = f"{where.line:>5}"
    caret = "".join(_blank(char) for char in before) + "^" * max(1, sum(_width(char) for char in marked))
    return [f"{number} | {shown}", f"      | {paint(caret, severity)}"]


def _lines(source: str) -> list[str]:
    """Lines as the reader counts them: LF, CRLF and CR end one."""
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n") if source else []


def _width(char: str) -> int:
    """Columns that a terminal gives this character."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _blank(char: str) -> str:
    return "\t" if char == "\t" else " " * _width(char)


LISTS = {
    "choices": "",
    "known": ", in docs/files.md",
    "labels": "",
    "languages": "",
    "options": "",
    "places": "",
    "questions": "",
    "types": "",
}
"""The facts that list what there is, each with where the others of a long list are told."""

WHOLE = frozenset({"columns"})
"""The facts that list what is told nowhere else: all of it is shown."""


def _facts(diagnostic: Diagnostic) -> dict[str, str | int]:
    """The facts as a message shows them: a volunteer's words clipped, of a long list the nearest few, a path whole.

    What is told nowhere else is listed to its end.
    """
    facts = dict(diagnostic.facts)
    said = next((str(facts[name]) for name in ("field", "word", "tag") if name in facts), "")
    shown: dict[str, str | int] = {}
    for name, fact in facts.items():
        if not isinstance(fact, str) or name == "path":
            shown[name] = fact
        elif name in WHOLE:
            shown[name] = ", ".join(map(_clip, fact.split(", ")))
        elif name in LISTS:
            shown[name] = _few(" ".join(fact.split()).split(", "), said[:LONGEST_WORD], LISTS[name])
        else:
            shown[name] = _clip(fact)
    return shown


def _few(items: Sequence[str], word: str, elsewhere: str) -> str:
    """The items as a list; of one too long to be read, those nearest to `word`, in their order, and how many more."""
    whole = ", ".join(items)
    if len(whole) <= LONGEST_WORD:
        return whole
    near = difflib.SequenceMatcher(b=word.casefold(), autojunk=False)
    nearness = {}
    for each in items[:MOST_COMPARED]:
        near.set_seq1(each.casefold()[:LONGEST_WORD])
        nearness[each] = near.ratio()
    kept = set(sorted(nearness, key=lambda item: -nearness[item])[:NEAREST])
    shown = [each for each in nearness if each in kept]
    while len(shown) > 1 and len(", ".join(shown)) > LONGEST_WORD:
        shown.remove(min(shown, key=lambda item: nearness[item]))
    return f"{', '.join(map(_clip, shown))} and {len(items) - len(shown):,} more{elsewhere}"


def _clip(words: str) -> str:
    one_line = " ".join(words.split()) or words.strip()
    return one_line if len(one_line) <= LONGEST_WORD else one_line[: LONGEST_WORD - 1] + "…"


def summary(diagnostics: Sequence[Diagnostic], files: int, below: int | None = None) -> str:
    """One line that counts: '2 errors and 1 warning in 3 of 40 files'.

    `below` is how many of the files that were read were asked for, None where all were.
    """
    if below is not None:
        asked = "this file" if below == 1 else f"these {_count(below, 'file')}"
        return f"{_counted(diagnostics)} in {asked}; {files:,} {'was' if files == 1 else 'were'} read."
    touched = len({each.where.path for each in diagnostics})
    if not diagnostics:
        return f"{_counted(diagnostics)} in {_count(files, 'file')}."
    where = f"{touched} of {_count(max(files, touched), 'file')}"
    return f"{_counted(diagnostics)} in {where}."


def _counted(diagnostics: Sequence[Diagnostic]) -> str:
    if not diagnostics:
        return "No faults"
    counts = Counter(checks.severity(each) for each in diagnostics)
    errors, warnings = counts[ERROR], counts.total() - counts[ERROR]
    return f"{_count(errors, 'error')} and {_count(warnings, 'warning')}"


def by_file(diagnostics: Sequence[Diagnostic]) -> str:
    """A line for each file with its errors and warnings, where there are several files."""
    counts: dict[str, Counter[str]] = {}
    for each in diagnostics:
        counts.setdefault(each.where.path, Counter())[checks.severity(each)] += 1
    if len(counts) < 2:
        return ""
    rows = []
    for path, here in sorted(counts.items()):
        told = [_count(number, kind) for kind, number in sorted(here.items())]
        rows.append(f"{', '.join(told):>24}  {path}\n")
    return "".join(rows)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands that GitHub shows beside the changed lines of a pull request."""
    rows = []
    for each in diagnostics:
        where = each.where
        place = (
            f"file={_property(where.path)},line={where.line},col={where.column},endColumn={where.column + where.length}"
        )
        body = _data(f"{message(each)}\n{hint(each)}")
        rows.append(f"::{checks.severity(each)} {place},title={_property(each.code)}::{body}\n")
    return "".join(rows)


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def as_json(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """The diagnostics for other programs; the code and the facts are stable, the words are not."""
    rows = [
        {
            "path": each.where.path,
            "line": each.where.line,
            "column": each.where.column,
            "length": each.where.length,
            "severity": checks.severity(each),
            "code": each.code,
            "facts": dict(each.facts),
            "message": message(each),
            "hint": hint(each),
        }
        for each in diagnostics
    ]
    errors = sum(row["severity"] == ERROR for row in rows)
    counts = {"files": files, "errors": errors, "warnings": len(rows) - errors}
    return json.dumps({"diagnostics": rows, "summary": counts}, ensure_ascii=False, indent=1) + "\n"


def explanation(code: str) -> str:
    """What `cmpgen explain` prints: the code, how bad it is, and its page."""
    check = checks.BY_CODE[code]
    return f"{check.SEVERITY}[{code}]\n\n{(check.__doc__ or '').strip()}\n"


REASONS = {
    "withdrawn": "withdrew",
    "no-answers": "has no position on any question",
    "too-few-answers": "has a position on too few of these questions",
    "nothing-to-compare": "nothing was answered to compare with",
}


def ranking(match: Match, names: Mapping[str, str]) -> str:
    """A match as a table for people: rank, percentage, range, coverage, name; then those who are apart, and why."""
    rows = []
    for each in match.results:
        rank = f"{each.rank}{'=' if each.tied else ' '}"
        reach = f"{each.low}–{each.high} %"
        rows.append(
            f"{rank:>4} {each.percent:>4} %  {reach:>10}  {each.shared} of {each.answered}  {names[each.candidate]}"
        )
    if rows:
        rows.insert(0, "rank  score       range  shared   candidate")
    for other in match.apart:
        rows.append(f"   –  {names[other.candidate]}: {REASONS[other.reason]} ({other.shared} of {other.answered})")
    return "\n".join([*rows, f"{match.metric}, {match.missing}; = marks equal scores.", ""])


def survey(told: Survey) -> str:
    """A survey as tables for people: replies, questions, pairs that measure one thing, balance of topics, wording."""
    from cmpgen.survey import ALIKE  # a build has no need of all that it rests on

    rows = [f"{told.election}: {_count(told.candidates, 'candidate')}, {_rate(told.reply_rate)} answered in person"]
    rows += [f"{number:>7,}  {reply}" for reply, number in told.replies.items()]
    if told.withdrawn:
        rows.append(f"{told.withdrawn:>7,}  withdrawn, counted nowhere else")
    rows += ["", "answered in person, by constituency, the fewest first"]
    by_rate = sorted(
        told.constituencies, key=lambda each: (-1 if each.percent is None else each.percent, each.constituency)
    )
    rows += [f"{_rate(each.percent)}  {each.answered} of {each.candidates}  {each.constituency}" for each in by_rate]
    rows += ["", "answered  neutral  no position  divides  question"]
    for each in told.questions:
        rates = (each.answer_rate, each.neutral_rate, each.no_position_rate, each.divides)
        shown = "  ".join(f"{_rate(rate):>{width}}" for rate, width in zip(rates, (8, 7, 11, 7), strict=True))
        rows.append(f"{shown}  {each.constituency + '/' if each.constituency else ''}{each.question}")
    rows += ["", f"pairs of questions that measure one thing: a correlation of {_r(ALIKE)[1:]} or more, either way"]
    rows += ["correlation  answered both  questions"] if told.pairs else ["   none"]
    rows += [f"{_r(each.correlation):>11}  {each.together:>13,}  {each.first}, {each.second}" for each in told.pairs]
    rows += ["", "balance of topics: how many pairs of their questions go the same way, and opposite ways"]
    rows += ["same way  opposite ways  topic"] if told.topics else ["   none"]
    for topic in told.topics:
        one_sided = "  turn one of them round" if topic.one_sided else ""
        rows.append(f"{topic.alike:>8}  {topic.opposed:>13}  {topic.topic}{one_sided}")
    rows += ["", f"{_count(len(told.warnings), 'warning')} about the questions themselves"]
    rows += [f"   {each.where}: {message(each)}" for each in told.warnings]
    return "\n".join([*rows, ""])


def _r(correlation: int) -> str:
    """A correlation as statistics write it, -1 … 1, from a hundred times it."""
    whole, hundredths = divmod(abs(correlation), 100)
    return f"{'-' if correlation < 0 else '+'}{whole}.{hundredths:02}"


def _rate(percent: int | None) -> str:
    return f"{'–' if percent is None else percent:>3} %"
