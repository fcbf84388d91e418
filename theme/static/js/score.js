// The shapes of the quiz's data, and one candidate's points for one voter.
// Pure: no DOM, no clock, no random. The browser only adds up integers that Python computed; docs/quiz-data.md says which.

/**
 * The points of all questions of one kind, 0 … full. Numbers of options count from 0, in the order of the questionnaire.
 *
 * @typedef {object} Table
 * @property {ReadonlyArray<ReadonlyArray<number>>} points  By the voter's option, then by the candidate's.
 * @property {ReadonlyArray<number | null>} missing  By the voter's option: what a missing answer earns under the
 *   election's rule; null = the question does not count.
 * @property {ReadonlyArray<number>} low  By the voter's option: what the option earns that earns least.
 * @property {ReadonlyArray<number>} high  By the voter's option: what the option earns that earns most.
 */

/**
 * What a candidate said about one of their answers, and where volunteers found it.
 *
 * @typedef {object} Note
 * @property {number} question  The question's place in `quiz.questions`.
 * @property {string} [comment]
 * @property {string} [language]  Of the comment, where it is not the page's.
 * @property {Source} [source]  Absent where the candidate answered in person.
 */

/**
 * @typedef {object} Source
 * @property {"candidate" | "manifesto" | "press" | "vote" | "volunteer" | "unknown"} kind  "unknown" where nobody recorded
 *   where a comment comes from.
 * @property {string} [url]
 * @property {string} [quote]
 * @property {string} [language]  Of the quote, where it is not the page's.
 * @property {string} [date]  As 2027-03-11.
 */

/**
 * @typedef {object} Candidate
 * @property {string} id
 * @property {boolean} withdrawn
 * @property {ReadonlyArray<number | null>} answers  By question: the number of an option; NO_POSITION = was asked, took
 *   no position; null = no answer. The last two are both missing to every score, and are told apart on screen.
 */

/**
 * What there is to say beside answers, in a document of its own.
 *
 * @typedef {object} Notes
 * @property {string} generation  That which the quiz names.
 * @property {ReadonlyArray<ReadonlyArray<Note>>} notes  By candidate, in the order of the quiz.
 */

/**
 * @typedef {object} Quiz
 * @property {string} generation  Of the site that this belongs to; a page of another generation must not use it.
 * @property {string} election
 * @property {string} constituency
 * @property {string} metric
 * @property {boolean} squared  Whether points are of squared distances (rank.js: percent).
 * @property {string} missing  The missing-answer rule, already written into the tables.
 * @property {number} minimum  The percentage of the voter's answers that a candidate must share to be ranked.
 * @property {number} full  What one question of weight 1 is worth.
 * @property {ReadonlyArray<Table>} tables
 * @property {ReadonlyArray<{id: string, table: number}>} questions  The scored ones; `table` is a place in `tables`.
 * @property {ReadonlyArray<Candidate>} candidates  All of the constituency, by id.
 * @property {string} notes  The generation of its `Notes`; empty = there are none.
 */

/**
 * @typedef {object} Voter
 * @property {ReadonlyArray<number | null>} answers  By question: the number of an option; null = skipped.
 * @property {ReadonlyArray<number>} weights  By question: 1, 2 = important, 0 = left out.
 */

/** @typedef {{id: string, weight: number, points: number, possible: number}} Part  `possible` is 0 where it does not count. */

/**
 * @typedef {object} Score
 * @property {number} points  The sum of the parts' points.
 * @property {number} possible  The sum of the parts' possible points.
 * @property {number} least  The points over `whole` if each missing answer earned as little as it could.
 * @property {number} most  The points over `whole` if each missing answer earned as much as it could.
 * @property {number} whole  What all questions that the voter answered are worth.
 * @property {number} shared  How many questions both answered.
 * @property {number} answered  How many questions the voter answered.
 * @property {Part[]} questions  One for each of them, in the order of the questionnaire.
 */

/** In a candidate's answers: was asked, took no position. */
export const NO_POSITION = -1;

/**
 * Whether a candidate's answer is an option, and neither absent nor "no position".
 *
 * @param {number | null} answer
 * @returns {answer is number}
 */
export function isPosition(answer) {
  return answer !== null && answer >= 0;
}

/**
 * Points won by one candidate; the same integers as cmpgen/scores/match.py (tests/golden/ keeps the two equal).
 *
 * @param {Quiz} quiz
 * @param {Candidate} candidate
 * @param {Voter} voter
 * @returns {Score}
 */
export function score(quiz, candidate, voter) {
  /** @type {Score} */
  const sum = { points: 0, possible: 0, least: 0, most: 0, whole: 0, shared: 0, answered: 0, questions: [] };
  quiz.questions.forEach(({ id, table }, place) => {
    const mine = voter.answers[place];
    const weight = voter.weights[place];
    if (mine === null || weight === 0) return;
    const { points, missing, low, high } = quiz.tables[table];
    const theirs = candidate.answers[place];
    const both = isPosition(theirs);
    const earned = both ? points[mine][theirs] : missing[mine];
    const part = {
      id,
      weight,
      points: earned === null ? 0 : weight * earned,
      possible: earned === null ? 0 : weight * quiz.full,
    };
    sum.questions.push(part);
    sum.points += part.points;
    sum.possible += part.possible;
    sum.least += weight * (both ? points[mine][theirs] : low[mine]);
    sum.most += weight * (both ? points[mine][theirs] : high[mine]);
    sum.whole += weight * quiz.full;
    sum.shared += both ? 1 : 0;
    sum.answered += 1;
  });
  return sum;
}
