"""One more question at the end of a list, with every byte of what stood there before."""

from __future__ import annotations

from collections.abc import Sequence

from cmpgen.layout import QUESTIONNAIRES, schema_line
from cmpgen.yamltree import Mapping as Node
from cmpgen.yamltree import Scalar, Tree, read
from cmpgen.yamltree import Sequence as List
from cmpgen.yamlwrite import Commented, Value, write


class CannotAppend(Exception):
    """A file is written in a way to which nothing can be added without changing it; says why, in one sentence."""


def new_question(
    election: str,
    id_: str,
    text: str,
    languages: Sequence[str],
    *,
    topic: str = "",
    constituency: str = "",
    before: str | None = None,
) -> tuple[str, str]:
    """The path of the file that the question belongs in, and its new text.

    `before` is what the file holds now, None where there is none. Raises CannotAppend.
    """
    folder = f"{QUESTIONNAIRES}/{election}"
    path = f"{folder}/constituencies/{constituency}.yaml" if constituency else f"{folder}/questions.yaml"
    item = _item(id_, text, languages, topic, local=bool(constituency))
    if before is None:
        return path, write([item], heading=[schema_line(path)])
    tree, found = read(path, before)
    if tree is None:
        raise CannotAppend(f"{path} cannot be read; `cmpgen check` says why" if found else f"{path} is empty")
    after = _in_constituency(path, before, tree, item) if constituency else _in_list(path, before, tree.root, item)
    _compare(path, tree, after, ("questions",) if constituency else ())
    return path, after


def _item(id_: str, text: str, languages: Sequence[str], topic: str, *, local: bool) -> dict[str, Value]:
    words: Value = {languages[0]: text, **dict.fromkeys(languages[1:], "")} if len(languages) > 1 else text
    item: dict[str, Value] = {
        "id": Commented(id_, "candidates' files answer under this id; do not change it later"),
        "topic": Commented(topic, "one of the topics in election.yaml"),
        "text": Commented(words, "one thought, in fewer than 25 words") if isinstance(words, str) else words,
        "background": Commented("", "what one needs to know, below a |"),
    }
    if local:
        item["evidence"] = Commented("", "a link that shows that the issue was raised")
    else:
        item["sources"] = Commented("", "pages that back the wording: below it `- url: https://…` and `title: …`")
    return item


def _in_list(path: str, before: str, root: object, item: dict[str, Value]) -> str:
    if not isinstance(root, List) or not root.items or _is_flow(before, root):
        raise CannotAppend(f"{path} is no list with a hyphen before each question")
    return _ended(before) + _block([item], root.column - 1, before)


def _in_constituency(path: str, before: str, tree: Tree, item: dict[str, Value]) -> str:
    root = tree.root
    if not isinstance(root, Node) or _is_flow(before, root):
        raise CannotAppend(f"{path} has no names with a colon behind each")
    if "questions" not in root.items:
        return _ended(before) + _block({"questions": [item]}, root.column - 1, before)
    key, value = root.items["questions"]
    lines = before.splitlines(keepends=True)
    if isinstance(value, Scalar) and not value.text:
        return _inserted(lines, key.line, _block([item], key.column + 1, before))
    if not isinstance(value, List) or _is_flow(before, value):
        raise CannotAppend(f"the questions in {path} are no list with a hyphen before each")
    later = [each.line for each, _ in root.items.values() if each.line > key.line]
    end = min(later, default=len(lines) + 1) - 1
    # Comments at the margin, and empty lines, belong to what follows.
    while later and end > value.line and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return _inserted(lines, end, _block([item], value.column - 1, before))


def _is_flow(text: str, node: Node | List) -> bool:
    """Whether a collection is written in brackets."""
    line = text.splitlines()[node.line - 1]
    return line[node.column - 1 : node.column] in ("{", "[")


def _block(value: list[Value] | dict[str, Value], indent: int, before: str) -> str:
    ending = "\r\n" if "\r\n" in before else "\n"
    return "".join(f"{' ' * indent}{line}{ending}" if line else ending for line in write(value).splitlines())


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _inserted(lines: list[str], after: int, block: str) -> str:
    """The block behind the line of this number, counted from 1."""
    above = "".join(lines[:after])
    return _ended(above) + block + "".join(lines[after:])


def _compare(path: str, tree: Tree, after: str, steps: tuple[str, ...]) -> None:
    """Whatever else this room got wrong, the old values must be there, and one question more."""
    now, _ = read(path, after)
    old, new = tree.plain(), now.plain() if now else None
    if steps and isinstance(old, dict) and isinstance(new, dict):
        kept = {name: each for name, each in old.items() if name != "questions"}
        same = kept == {name: each for name, each in new.items() if name != "questions"}
        old, new = old.get("questions") or [], new.get("questions")
    else:
        same = True
    if not same or not isinstance(old, list) or not isinstance(new, list) or new[:-1] != old:
        raise CannotAppend(f"{path} is written in a way to which nothing can be added by a command")
