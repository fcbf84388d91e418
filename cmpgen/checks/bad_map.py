"""The opinion map holds numbers that no answers give.

`cmpgen map` makes axes of length one that stand at right angles, turned so that what counts most on each counts
upwards; the first explains at least as much as the second, and nobody stands farther out than the loadings reach.
A map of other numbers was edited by hand, and shows candidates where they do not stand.
Whether a map is the one that today's answers give, `cmpgen map --check` says.

Bad:    reach: 999999999
Good:   the file as `cmpgen map --election demo` writes it
"""

from collections.abc import Iterator

from cmpgen.diagnostics import ERROR, N_, Diagnostic, diagnostic
from cmpgen.model import Election, OpinionMap

CODE = "bad-map"
SEVERITY = ERROR
MESSAGE = N_("no answers give this opinion map: {reason}")
HINT = N_("Run cmpgen map --election {election}, and commit the file that it writes as it is.")

REASONS = {
    "angle": N_("its axes do not stand at right angles"),
    "length": N_("the loadings of axis {axis} do not make a length of one"),
    "mean": N_("the mean of {question!r} is no place on its scale"),
    "reach": N_("nobody can stand so far out on axis {axis}"),
    "sign": N_("what counts most on axis {axis} counts downwards"),
    "variation": N_("its axes explain more than there is, or the second more than the first"),
}

MILLION = 1_000_000
NEARLY = MILLION // 1_000
"""By how much a length, an angle or a share may be off, in millionths: every number is rounded."""


def check_election(election: Election) -> Iterator[Diagnostic]:
    opinion_map = election.opinion_map
    if opinion_map is None or not opinion_map.loadings:
        return
    tree, loadings = opinion_map.tree, opinion_map.loadings

    def fault(reason: str, *steps: str, **facts: str) -> Diagnostic:
        words = REASONS[reason].format(**facts)
        return diagnostic(tree.value(*steps), CODE, reason=words, election=election.id)

    for id_, each in loadings.items():
        if abs(each.mean) > MILLION // 2:
            yield fault("mean", "questions", id_, "mean", question=id_)
    for number, axis in enumerate("xy"):
        along = [(each.x, each.y)[number] for each in loadings.values()]
        heaviest = max(along, key=abs)
        if abs(sum(each * each for each in along) - MILLION**2) > MILLION * NEARLY:
            yield fault("length", "questions", axis=axis)
        elif heaviest < 0 and -heaviest not in along:
            yield fault("sign", "questions", axis=axis)
        elif opinion_map.reach[number] > _farthest(opinion_map, along):
            yield fault("reach", "axes", axis, "reach", axis=axis)
    if abs(sum(each.x * each.y for each in loadings.values())) > MILLION * NEARLY:
        yield fault("angle", "questions")
    first, second = opinion_map.variation
    if not 0 < second <= first + 1 or first + second > MILLION + NEARLY:
        yield fault("variation", "axes")


def _farthest(opinion_map: OpinionMap, along: list[int]) -> int:
    """How far out on an axis somebody at the ends of all scales would stand, in millionths."""
    away = (MILLION // 2 + abs(each.mean) for each in opinion_map.loadings.values())
    return sum(abs(loading) * each for loading, each in zip(along, away, strict=True)) // MILLION + len(along)
