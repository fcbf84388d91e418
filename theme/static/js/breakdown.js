// One score taken apart: for each question that the voter answered, both answers, whose words they are, and the points.

import { NO_POSITION, isPosition } from "./score.js";
import { copy, fill, showOnly, slot } from "./slots.js";

/** @typedef {import("./score.js").Quiz} Quiz */
/** @typedef {import("./score.js").Candidate} Candidate */
/** @typedef {import("./score.js").Voter} Voter */
/** @typedef {import("./score.js").Part} Part */
/** @typedef {import("./score.js").Note} Note */
/** @typedef {import("./score.js").Source} Source */

/**
 * What there is to say beside a candidate's answers; null while that is being loaded.
 *
 * @typedef {ReadonlyArray<Note> | null} Notes
 */

/**
 * One element for each question that the voter answered.
 *
 * @param {Quiz} quiz
 * @param {Candidate} candidate
 * @param {Notes} notes
 * @param {string} name  The candidate's, as the page writes it.
 * @param {Voter} voter
 * @param {ReadonlyArray<Part>} parts  The questions of the score; empty for a candidate who has none.
 * @param {HTMLElement} form  Where the questions and their options stand in words.
 * @returns {HTMLElement[]}
 */
export function breakdown(quiz, candidate, notes, name, voter, parts, form) {
  const rows = [];
  for (const [place, { id }] of quiz.questions.entries()) {
    const mine = voter.answers[place];
    if (mine === null || voter.weights[place] === 0) continue;
    const asked = /** @type {HTMLElement} */ (form.querySelector(`[data-question="${CSS.escape(id)}"]`));
    const row = copy("part");
    row.dataset.question = id;
    const link = /** @type {HTMLAnchorElement} */ (slot(row, "question"));
    link.href = `#${asked.id}`;
    repeat(link, asked, ".quiz-question__text");
    repeat(slot(row, "mine"), asked, label(mine));
    slot(row, "double").hidden = voter.weights[place] !== 2;
    fill(row, "who", name);
    const answer = candidate.answers[place];
    if (isPosition(answer)) repeat(slot(row, "theirs"), asked, label(answer));
    theirs(row, answer, place, notes);
    points(row, parts.find((part) => part.id === id));
    rows.push(row);
  }
  return rows;
}

/**
 * Tell in rows that `breakdown` made what was not known then.
 *
 * @param {HTMLElement} list
 * @param {Quiz} quiz
 * @param {Candidate} candidate
 * @param {Notes} notes
 */
export function tell(list, quiz, candidate, notes) {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-question]"))) {
    const place = quiz.questions.findIndex(({ id }) => id === row.dataset.question);
    theirs(row, candidate.answers[place], place, notes);
  }
}

/**
 * @param {HTMLElement} row
 * @param {Part | undefined} part
 */
function points(row, part) {
  slot(row, "counted").hidden = part === undefined || part.possible === 0;
  slot(row, "uncounted").hidden = part === undefined || part.possible !== 0;
  fill(row, "points", part?.points ?? "");
  fill(row, "possible", part?.possible ?? "");
}

/**
 * What the candidate has beside a position or in place of one, in which words, and where that was found.
 *
 * @param {HTMLElement} row
 * @param {number | null} answer
 * @param {number} place  The question's.
 * @param {Notes} notes
 */
function theirs(row, answer, place, notes) {
  if (notes === null) {
    // Nobody knows yet whose words the answer is.
    showOnly(row, "data-theirs", isPosition(answer) ? null : answer === NO_POSITION ? "no-position" : "unknown");
    return;
  }
  const note = notes.find((each) => each.question === place);
  showOnly(row, "data-theirs", isPosition(answer) ? null : without(answer, note));
  quote(slot(row, "comment"), note?.comment, note?.language);
  whose(row, answer, note);
}

/**
 * What there is instead of a position.
 *
 * @param {number | null} answer
 * @param {Note | undefined} note
 * @returns {string}
 */
function without(answer, note) {
  if (answer === NO_POSITION) return "no-position";
  if (note?.comment !== undefined) return "remark";
  return note?.source === undefined ? "absent" : "source";
}

/**
 * Say whose words an answer and a comment are.
 *
 * @param {HTMLElement} row
 * @param {number | null} answer
 * @param {Note | undefined} note
 */
function whose(row, answer, note) {
  const source = note?.source;
  const inPerson = source === undefined && (answer !== null || note?.comment !== undefined);
  // That somebody took no position is no answer to put behind "answered", so it is said in a line of its own.
  const apart = inPerson && answer === NO_POSITION;
  slot(row, "in-person").hidden = !inPerson || apart;
  slot(row, "otherwise").hidden = inPerson && !apart;
  slot(row, "whose").hidden = source === undefined && !apart;
  showOnly(row, "data-whose", source?.kind ?? "in-person");
  if (source !== undefined) found(row, source);
}

/**
 * Where volunteers found an answer.
 *
 * @param {HTMLElement} element
 * @param {Source} source
 */
function found(element, source) {
  quote(slot(element, "quote"), source.quote, source.language);
  if (source.url !== undefined && /^https?:\/\//.test(source.url)) {
    const link = /** @type {HTMLAnchorElement} */ (slot(element, "link"));
    link.href = source.url;
    link.textContent = link.hostname.replace(/^www\./, "");
    slot(element, "where").hidden = false;
  }
  if (source.date !== undefined) {
    fill(element, "date", day(source.date));
    slot(element, "when").hidden = false;
  }
}

/**
 * A date as the other pages write it.
 *
 * @param {string} date  As 2027-03-11.
 * @returns {string}
 */
function day(date) {
  const { lang } = document.documentElement;
  /** @type {Intl.DateTimeFormatOptions} */
  const long = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  // English of no country in particular writes the day before the month.
  return new Intl.DateTimeFormat(lang === "en" ? "en-001" : lang, long).format(new Date(date));
}

/**
 * The words of an option, within its question.
 *
 * @param {number} option
 * @returns {string}
 */
function label(option) {
  return `input[value="${option}"] ~ span`;
}

/**
 * Say again what the form says, in the language it is in.
 *
 * @param {HTMLElement} element
 * @param {HTMLElement} asked
 * @param {string} selector
 */
function repeat(element, asked, selector) {
  const said = /** @type {HTMLElement} */ (asked.querySelector(selector));
  element.textContent = said.textContent;
  if (said.lang !== "") element.lang = said.lang;
  if (said.dir !== "") element.dir = said.dir;
}

/**
 * Show words that are a candidate's or a source's own, in their own language, or hide their place.
 *
 * @param {HTMLElement} element
 * @param {string | undefined} words
 * @param {string | undefined} language
 */
function quote(element, words, language) {
  element.hidden = words === undefined;
  element.textContent = words ?? "";
  if (words !== undefined && language !== undefined) element.lang = language;
}
