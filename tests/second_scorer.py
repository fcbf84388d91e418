"""A second scorer, written from the rules alone on exact fractions: it shares no line and no table with the package.

It reads a case of tests/elections.py and returns plain tuples; where the two differ, one of them is wrong.
"""

from fractions import Fraction as F

HALF = F(1, 2)
SHARE = {  # what option j, at b, earns from option i, at a
    "city-block": lambda a, b, i, j: 1 - abs(a - b),
    "euclidean": lambda a, b, i, j: 1 - (a - b) * (a - b),
    "agreement": lambda a, b, i, j: F(1 if i == j else 0),
    "adjacent": lambda a, b, i, j: F({0: 2, 1: 1}.get(abs(i - j), 0), 2),
    "directional": lambda a, b, i, j: HALF + 2 * a * b,
    "hybrid": lambda a, b, i, j: (1 - abs(a - b) + HALF + 2 * a * b) / 2,
}


def options_and_middle(question, mine, metric):
    if "options" in question:
        return [F(1 if j == mine else 0) for j in range(question["options"])], HALF
    low, high = min(question["values"]), max(question["values"])
    at = [F(value - low, high - low) - HALF for value in question["values"]]
    row = [SHARE[metric](at[mine], there, mine, j) for j, there in enumerate(at)]
    if metric not in ("agreement", "adjacent"):
        return row, SHARE[metric](at[mine], F(0), None, None)
    if 0 in at:
        return row, row[at.index(0)]
    right = min((place, j) for j, place in enumerate(at) if place > 0)[1]
    left = max((place, j) for j, place in enumerate(at) if place < 0)[1]
    return row, (row[left] + row[right]) / 2


def shown(score, metric):
    if metric == "euclidean":
        return max(n for n in range(101) if (F(201, 2) - n) ** 2 >= 10_000 * (1 - score))
    return int(100 * score + HALF)


def second_scorer(case):
    metric, weights, ranked, apart = case["metric"], case["weights"], [], []
    counted = [n for n, mine in enumerate(case["voter"]) if mine is not None and weights[n]]
    for person in sorted(case["candidates"], key=lambda each: each["id"]):
        held = [n for n, theirs in enumerate(person["answers"]) if theirs not in (None, -1)]
        shared, won, lowest, highest = len(set(held) & set(counted)), [], F(0), F(0)
        for n in counted:
            row, middle = options_and_middle(case["questions"][n], case["voter"][n], metric)
            missing = {"half": HALF, "shared": None, "neutral": middle, "farthest": min(row)}[case["missing"]]
            won.append((n, weights[n], row[person["answers"][n]] if n in held else missing))
            lowest += weights[n] * (row[person["answers"][n]] if n in held else min(row))
            highest += weights[n] * (row[person["answers"][n]] if n in held else max(row))
        too_few = shared == 0 or F(shared, len(counted)) < F(case["minimum"], 100)
        if not counted or person.get("withdrawn") or not held or too_few:
            why = "withdrawn" if person.get("withdrawn") else "too-few-answers" if held else "no-answers"
            apart.append((person["id"], why if counted else "nothing-to-compare", shared, len(counted)))
            continue
        counting = [(weight, share) for _, weight, share in won if share is not None]
        score = sum(weight * share for weight, share in counting) / sum(weight for weight, _ in counting)
        percent, worth = shown(score, metric), sum(weights[n] for n in counted)
        low, high = min(percent, shown(lowest / worth, metric)), max(percent, shown(highest / worth, metric))
        ranked.append((person["id"], score, percent, low, high, shared, len(counted), won))
    scores = [each[1] for each in ranked]
    placed = [(1 + sum(other > each[1] for other in scores), scores.count(each[1]) > 1, *each) for each in ranked]
    return sorted(placed, key=lambda each: (each[0], each[2])), apart
