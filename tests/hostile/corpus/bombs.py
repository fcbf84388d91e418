"""Y-bomb: small files that grow, deep ones that crash readers, and what never ends."""

from __future__ import annotations

import os
from pathlib import Path

from tests.hostile.cases import ADA, MORE, Case, refused

ALIASES = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)
MERGES = "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))


def large(project: Path) -> None:
    with open(project / ADA, "w", encoding="utf-8") as file:
        file.write("name: ")
        for _ in range(100):
            file.write("x" * 1_000_000)


def many_large(project: Path) -> None:
    comment = "      Words.\n" * 350_000
    for number in range(40):
        text = f"name: Jo Lim {number}\nreply: answered\nanswers:\n  free-buses:\n    comment: |\n{comment}"
        (project / f"candidates/demo/north/c{number}.yaml").write_text(text, encoding="utf-8")


def many_files(project: Path) -> None:
    for number in range(10_000):
        (project / f"candidates/demo/south/c{number}.yaml").write_text("name: Jo Lim\n", encoding="utf-8")


def in_place_of_ada(make: object) -> object:
    def prepare(project: Path) -> None:
        (project / ADA).unlink()
        make(project / ADA)  # type: ignore[operator]

    return prepare


CASES = [
    refused("Y-bomb-01", {ADA: ALIASES}, f"{ADA}:1:5 anchor", f"{ADA}:2:5 anchor", f"{ADA}:2:10 alias", MORE),
    refused("Y-bomb-02", {ADA: MERGES}, f"{ADA}:1:5 anchor", f"{ADA}:2:5 anchor", f"{ADA}:3:3 alias", MORE),
    refused("Y-bomb-03", {ADA: "name: &a [*a]\n"}, f"{ADA}:1:7 anchor", f"{ADA}:1:11 alias"),
    refused("Y-bomb-04", {ADA: "name: &ada Ada\n"}, f"{ADA}:1:7 anchor"),
    refused("Y-bomb-05", {ADA: "name: Ada\nparty: *river\n"}, f"{ADA}:2:8 alias"),
    refused("Y-bomb-06", {ADA: "name: Ada\n<<:\n  ballot: 1\n"}, f"{ADA}:2:1 alias"),
    refused("Y-bomb-07", {ADA: 'name: !!python/object/apply:os.system ["touch /tmp/run"]\n'}, f"{ADA}:1:7 tag"),
    refused("Y-bomb-08", {ADA: "name: !!binary QWRh\n"}, f"{ADA}:1:7 tag"),
    refused("Y-bomb-09", {ADA: "name: Ada\nparty: !!set {river-party}\n"}, f"{ADA}:2:8 tag"),
    refused("Y-bomb-10", {ADA: "name: Ada\nlinks: !!omap [website: https://example.org]\n"}, f"{ADA}:2:8 tag"),
    refused("Y-bomb-11", {ADA: "name: !foo Ada\n"}, f"{ADA}:1:7 tag"),
    refused("Y-bomb-12", {ADA: "- " * 200_000}, f"{ADA}:1:65 too-deep"),
    refused("Y-bomb-13", {ADA: "{" * 100_000}, f"{ADA}:1:33 too-deep"),
    refused("Y-bomb-14", {ADA: "[" * 200_000}, f"{ADA}:1:33 too-deep"),
    refused("Y-bomb-15", {ADA: "".join(f"{' ' * n}a:\n" for n in range(1000))}, f"{ADA}:33:33 too-deep"),
    refused("Y-bomb-16", {}, f"{ADA}:1:1 too-large", prepare=large),
    refused("Y-bomb-16 in forty files", {}, "candidates/demo/north:1:1 too-much-text", prepare=many_large),
    refused("Y-bomb-17", {ADA: "".join(f"k{n}: v\n" for n in range(200_000))}, f"{ADA}:100001:1 too-many-values"),
    # A site of 10,000 pages takes longer to write than to check; tests of speed are elsewhere.
    Case("Y-bomb-18", {"candidates/demo/south/jo.yaml": "name: Jo\n"}, prepare=many_files, seconds=30, builds=False),
    refused("Y-bomb-19", {}, f"{ADA}:1:1 not-a-file", prepare=in_place_of_ada(os.mkfifo)),
    refused(
        "Y-bomb-20", {}, f"{ADA}:1:1 not-a-file", prepare=in_place_of_ada(lambda path: path.symlink_to("/dev/zero"))
    ),
    refused("Y-bomb-21", {ADA: "? [a]\n: b\n"}, f"{ADA}:1:3 complex-key"),
]
