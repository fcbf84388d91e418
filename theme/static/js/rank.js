// Who answers like the voter: order, ties, percentages, ranges, and who is listed apart, as cmpgen/scores/match.py does.
// Pure, and exact: every number is a whole one below 2 ** 53, which the build makes sure of (cmpgen/scores/points.py).

import { isPosition, score } from "./score.js";

/** @typedef {import("./score.js").Quiz} Quiz */
/** @typedef {import("./score.js").Candidate} Candidate */
/** @typedef {import("./score.js").Voter} Voter */
/** @typedef {import("./score.js").Score} Score */
/** @typedef {import("./score.js").Part} Part */

/**
 * @typedef {object} Result
 * @property {string} candidate
 * @property {number} rank  Equal scores share a rank, and the next rank is skipped: 1, 1, 3.
 * @property {boolean} tied
 * @property {number} points
 * @property {number} possible
 * @property {number} percent
 * @property {number} low
 * @property {number} high
 * @property {number} shared
 * @property {number} answered
 * @property {Part[]} questions
 */

/** @typedef {"nothing-to-compare" | "withdrawn" | "no-answers" | "too-few-answers"} Reason */
/** @typedef {{candidate: string, reason: Reason, shared: number, answered: number}} Apart */

/**
 * Which of two fractions is greater, p / q or r / s: positive for the first, negative for the second, 0 for neither.
 *
 * Euclid's algorithm: whole parts first, then the remainders turned upside down. No product, so nothing overflows.
 *
 * @param {number} p @param {number} q  0 ≤ p, 0 < q
 * @param {number} r @param {number} s  0 ≤ r, 0 < s
 * @returns {number}
 */
export function compareFractions(p, q, r, s) {
  for (;;) {
    const [left, right] = [p % q, r % s];
    const whole = (p - left) / q - (r - right) / s;
    if (whole !== 0) return whole;
    if (left === 0 || right === 0) return left - right;
    // left / q > right / s exactly where s / right > q / left.
    [p, q, r, s] = [s, right, q, left];
  }
}

/**
 * The percentage 0 … 100 that is shown, rounded half up in integers; the same rule as cmpgen/scores/percent.py.
 *
 * @param {number} points  0 ≤ points ≤ possible
 * @param {number} possible  above 0
 * @param {boolean} squared
 * @returns {number}
 */
export function percent(points, possible, squared) {
  if (!squared) {
    const doubled = 200 * points + possible;
    return (doubled - (doubled % (2 * possible))) / (2 * possible);
  }
  // ⌊100.5 - 100 √(lost / possible)⌋ is the largest whole n with 200 √(lost / possible) ≤ 201 - 2n.
  let n = 100;
  while ((201 - 2 * n) ** 2 * possible < 40000 * (possible - points)) n -= 1;
  return n;
}

/**
 * Why a candidate is not ranked, or null.
 *
 * @param {Quiz} quiz
 * @param {Candidate} candidate
 * @param {Score} sum
 * @returns {Reason | null}
 */
function whyApart(quiz, candidate, sum) {
  if (sum.answered === 0) return "nothing-to-compare";
  if (candidate.withdrawn) return "withdrawn";
  if (!candidate.answers.some(isPosition)) return "no-answers";
  // Silence is not agreement: two people with no question in common have no score, however low the minimum.
  if (sum.shared === 0 || sum.shared * 100 < quiz.minimum * sum.answered) return "too-few-answers";
  return null;
}

/**
 * Every candidate once: `results` in rank order, ties by id; `apart` by id.
 *
 * @param {Quiz} quiz
 * @param {Voter} voter
 * @returns {{results: Result[], apart: Apart[]}}
 */
export function rank(quiz, voter) {
  /** @type {Result[]} */
  const results = [];
  /** @type {Apart[]} */
  const apart = [];
  for (const candidate of quiz.candidates) {
    const sum = score(quiz, candidate, voter);
    const { points, possible, least, most, whole, shared, answered, questions } = sum;
    const reason = whyApart(quiz, candidate, sum);
    if (reason !== null) {
      apart.push({ candidate: candidate.id, reason, shared, answered });
      continue;
    }
    const shown = percent(points, possible, quiz.squared);
    results.push({
      candidate: candidate.id,
      rank: 0,
      tied: false,
      points,
      possible,
      percent: shown,
      low: Math.min(shown, percent(least, whole, quiz.squared)),
      high: Math.max(shown, percent(most, whole, quiz.squared)),
      shared,
      answered,
      questions,
    });
  }
  giveRanks(results);
  return { results, apart };
}

/**
 * Put results in rank order and write their ranks and ties into them.
 *
 * @param {Result[]} results  By id; sorting keeps the order of equals, so ties stay by id.
 */
function giveRanks(results) {
  results.sort((a, b) => compareFractions(b.points, b.possible, a.points, a.possible));
  results.forEach((each, place) => {
    const above = results[place - 1];
    const equal = above && compareFractions(above.points, above.possible, each.points, each.possible) === 0;
    each.rank = equal ? above.rank : place + 1;
    if (equal) each.tied = above.tied = true;
  });
}
