// The quiz of one constituency: reads the form, ranks with rank.js, and fills the page's own templates with the outcome.
// No words and no formula live here. Answers are in the form alone: nothing is sent and nothing is stored.

import { breakdown } from "./breakdown.js";
import { Comments } from "./comments.js";
import { fetched } from "./data.js";
import { rank } from "./rank.js";
import { copy, fill, showOnly, slot, template } from "./slots.js";
import { WayBack } from "./way-back.js";

/** @typedef {import("./score.js").Quiz} Quiz */
/** @typedef {import("./score.js").Candidate} Candidate */
/** @typedef {import("./score.js").Voter} Voter */
/** @typedef {import("./rank.js").Result} Result */
/** @typedef {import("./rank.js").Apart} Apart */

/** How long a voter must pause before a changed comparison is said aloud, in milliseconds. */
const PAUSE = 1000;

/** Below so many answers the page warns that the comparison rests on little. */
const FEW = 5;

/**
 * Start the quiz: load its data, and compare whenever the form changes.
 *
 * @param {HTMLElement} element
 */
export async function start(element) {
  const form = /** @type {HTMLFormElement} */ (element);
  form.addEventListener("submit", (event) => event.preventDefault());
  const again = slot(document, "again");
  const open = async () => {
    const asked = document.activeElement === again;
    const quiz = await load(form);
    if (quiz !== null) begin(form, quiz);
    // The notice with the button went, and came back where it did not help: whoever pressed it stays there, or goes on.
    if (asked) (quiz === null ? again : /** @type {HTMLElement | null} */ (form.querySelector("fieldset")))?.focus();
    // Not before something works, or says why it does not: until then the page's plain words are the true ones.
    slot(document, "plain").hidden = true;
    slot(document, "scripted").hidden = false;
  };
  again.addEventListener("click", open);
  await open();
}

/**
 * Compare, now and whenever the form changes.
 *
 * @param {HTMLFormElement} form
 * @param {Quiz} quiz
 */
function begin(form, quiz) {
  const page = new QuizPage(form, quiz);
  page.rehearse();
  page.show();
  form.addEventListener("change", () => page.change());
  slot(document, "clear").addEventListener("click", () => page.clear());
  slot(document, "results").addEventListener("focusin", () => page.look());
  slot(document, "notes-again").addEventListener("click", () => page.comments.load(true));
  slot(form, "bar").hidden = false;
  slot(document, "results").hidden = false;
  // Asked for by everybody, and before anybody has answered: what a voter opens is nobody's business.
  page.comments.load();
}

/**
 * The quiz's data; null, with a notice on the page, where it cannot be had or belongs to another edition of the site.
 *
 * @param {HTMLFormElement} form
 * @returns {Promise<Quiz | null>}
 */
async function load(form) {
  const unreachable = slot(document, "unreachable");
  try {
    const { quiz: name = "", generation = "" } = form.dataset;
    const quiz = /** @type {Quiz} */ (await fetched(name, generation));
    unreachable.hidden = true;
    if (quiz.generation === generation) return quiz;
  } catch {
    // Said anew each time, to who hears it.
    unreachable.hidden = true;
    unreachable.hidden = false;
    return null;
  }
  slot(document, "outdated").hidden = false;
  return null;
}

/**
 * The elements that introduce the candidates, by id, in the order of the page.
 *
 * @returns {Map<string, HTMLElement>}
 */
function listed() {
  const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-order] > [data-candidate]"));
  return new Map([...all].map((each) => [each.dataset.candidate ?? "", each]));
}

/**
 * Copies of what is in an element.
 *
 * @param {Element | null | undefined} element
 * @returns {Node[]}
 */
function within(element) {
  return [...(element?.childNodes ?? [])].map((each) => each.cloneNode(true));
}

/**
 * The name of the candidate whom an outcome is about.
 *
 * @param {HTMLElement} item
 * @returns {string}
 */
function nameOf(item) {
  return slot(item, "name").querySelector("bdi")?.textContent ?? "";
}

/**
 * Draw the range and the score, in percent of the scale's length.
 *
 * @param {HTMLElement} item
 * @param {Result} result
 */
function draw(item, { percent, low, high }) {
  slot(item, "range").setAttribute("x", `${low}%`);
  slot(item, "range").setAttribute("width", `${high - low}%`);
  for (const end of ["x1", "x2"]) slot(item, "mark").setAttribute(end, `${percent}%`);
}

class QuizPage {
  /**
   * @param {HTMLFormElement} form
   * @param {Quiz} quiz
   */
  constructor(form, quiz) {
    this.form = form;
    this.quiz = quiz;
    this.candidates = new Map(quiz.candidates.map((each) => [each.id, each]));
    this.comments = new Comments(quiz);
    this.listed = listed();
    /** @type {Set<string>} Candidates whose breakdown the voter has opened. */
    this.open = new Set();
    // Before the voter has been to the comparison there is no news of it.
    this.looked = false;
    this.pause = 0;
    this.wayBack = new WayBack(form, slot(document, "results"));
  }

  /**
   * @param {string} id
   * @returns {Candidate}
   */
  candidate(id) {
    return /** @type {Candidate} */ (this.candidates.get(id));
  }

  /** Put together what a comparison shows, for nobody: a theme that lacks a place for it throws before anybody answers. */
  rehearse() {
    const { questions } = this.quiz;
    const voter = { answers: questions.map(() => 0), weights: questions.map(() => 1) };
    const { results, apart } = rank(this.quiz, voter);
    for (const each of results.slice(0, 1)) this.parts(each, voter, nameOf(this.ranked(each, voter)));
    for (const each of apart.slice(0, 1)) this.parts(each, voter, nameOf(this.apart(each, voter)));
  }

  /** The voter has come to the comparison. */
  look() {
    this.looked = true;
  }

  /** Compare anew; a voter who has been to the comparison is told that it changed, once, when they pause. */
  change() {
    this.show();
    fill(document, "news", "");
    clearTimeout(this.pause);
    if (!this.looked) return;
    this.pause = setTimeout(() => slot(document, "news").replaceChildren(template("news")), PAUSE);
  }

  /** Compare what the form says now, and show it. */
  show() {
    const voter = this.voter();
    const { results, apart } = rank(this.quiz, voter);
    const counted = voter.answers.filter((each, place) => each !== null && voter.weights[place] > 0).length;
    const counts = counted > 0;
    // A question that is left out is no answer, in the bar as in the comparison.
    fill(slot(this.form, "bar"), "answered", counted);
    this.summary(results.length, apart);
    for (const name of ["summary", "cards", "explained"]) slot(document, name).hidden = !counts;
    this.comments.showFault(counts);
    const answered = voter.answers.some((each) => each !== null);
    slot(document, "nothing").hidden = answered;
    slot(document, "left-out").hidden = !answered || counts;
    const few = counts && counted < FEW;
    const whole = counted === this.quiz.questions.length;
    slot(document, "few").hidden = !few || whole;
    slot(document, "all-few").hidden = !few || !whole;
    fill(document, "so-far", counted);
    slot(document, "results").classList.toggle("results--empty", !counts);
    slot(document, "cards").classList.toggle("results__cards--unranked", results.length === 0);
    slot(document, "ranking-heading").hidden = results.length === 0;
    slot(document, "apart-section").hidden = apart.length === 0;
    this.listed = listed();
    const places = new Map([...this.listed.keys()].map((id, place) => [id, place]));
    // Equal scores, and those who are apart, stand as the page lists everyone.
    /** @type {(a: Result | Apart, b: Result | Apart) => number} */
    const asListed = (a, b) => (places.get(a.candidate) ?? 0) - (places.get(b.candidate) ?? 0);
    const ranked = results.slice().sort((a, b) => a.rank - b.rank || asListed(a, b));
    slot(document, "ranking").replaceChildren(...(counts ? ranked.map((each) => this.ranked(each, voter)) : []));
    const others = apart.slice().sort(asListed);
    slot(document, "apart").replaceChildren(...(counts ? others.map((each) => this.apart(each, voter)) : []));
    this.wayBack.update();
  }

  /**
   * How many are compared, and why the others are not.
   *
   * @param {number} compared
   * @param {ReadonlyArray<Apart>} apart
   */
  summary(compared, apart) {
    const summary = slot(document, "summary");
    fill(summary, "compared", compared);
    fill(summary, "others", apart.length);
    slot(summary, "all").hidden = apart.length > 0;
    slot(summary, "some").hidden = apart.length === 0;
    for (const why of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-why]"))) {
      const count = apart.filter((each) => each.reason === why.dataset.why).length;
      fill(why, "count", count);
      why.hidden = count === 0;
    }
  }

  /** Take every answer and weight back. */
  clear() {
    this.form.reset();
    this.open.clear();
    this.wayBack.forget();
    this.looked = false;
    this.change();
    /** @type {HTMLElement | null} */ (this.form.querySelector("fieldset"))?.focus();
    for (const details of slot(document, "results").querySelectorAll("details")) details.open = false;
  }

  /**
   * What the form says.
   *
   * @returns {Voter}
   */
  voter() {
    const said = new FormData(this.form);
    return {
      answers: this.quiz.questions.map(({ id }) => {
        const chosen = said.get(`answer-${id}`);
        return chosen === null || chosen === "" ? null : Number(chosen);
      }),
      weights: this.quiz.questions.map(({ id }) => Number(said.get(`weight-${id}`) ?? 1)),
    };
  }

  /**
   * @param {Result} result
   * @param {Voter} voter
   * @returns {HTMLElement}
   */
  ranked(result, voter) {
    const item = this.item("ranked", result, voter);
    for (const name of /** @type {const} */ (["rank", "percent", "low", "high"])) fill(item, name, result[name]);
    // The parts of an open breakdown have points of their own.
    for (const name of /** @type {const} */ (["points", "possible"])) fill(slot(item, "sum"), name, result[name]);
    slot(item, "tied").hidden = !result.tied;
    const whole = result.shared === result.answered;
    slot(item, "ranged").hidden = whole;
    slot(item, "exact").hidden = !whole;
    draw(item, result);
    return item;
  }

  /**
   * @param {Apart} other
   * @param {Voter} voter
   * @returns {HTMLElement}
   */
  apart(other, voter) {
    const item = this.item("apart", other, voter);
    item.classList.add("result--apart");
    showOnly(item, "data-reason", other.reason);
    return item;
  }

  /**
   * What a ranked candidate and one who is apart have in common.
   *
   * @param {"ranked" | "apart"} state
   * @param {Result | Apart} outcome
   * @param {Voter} voter
   * @returns {HTMLElement}
   */
  item(state, outcome, voter) {
    const item = copy("result");
    item.dataset.candidate = outcome.candidate;
    showOnly(item, "data-state", state);
    const known = this.listed.get(outcome.candidate);
    const link = known?.querySelector("a");
    if (link) slot(item, "name").append(link.cloneNode(true));
    for (const name of ["party", "reply"]) slot(item, name).append(...within(known?.querySelector(`[data-slot="${name}"]`)));
    fill(item, "who", nameOf(item));
    fill(item, "shared", outcome.shared);
    fill(item, "answered", outcome.answered);
    this.comments.pending(item);
    const details = /** @type {HTMLDetailsElement} */ (slot(item, "details"));
    const takeApart = () => slot(details, "parts").replaceChildren(...this.parts(outcome, voter, nameOf(item)));
    details.addEventListener("toggle", () => {
      // Who has gone back to a row of it by now keeps that row, and the focus on it.
      if (details.open && slot(details, "parts").firstChild === null) takeApart();
      this.open[details.open ? "add" : "delete"](outcome.candidate);
    });
    if (this.open.has(outcome.candidate)) {
      details.open = true;
      takeApart();
    }
    return item;
  }

  /**
   * The questions of one outcome.
   *
   * @param {Result | Apart} outcome
   * @param {Voter} voter
   * @param {string} name  The candidate's.
   * @returns {HTMLElement[]}
   */
  parts(outcome, voter, name) {
    const candidate = this.candidate(outcome.candidate);
    const parts = "questions" in outcome ? outcome.questions : [];
    return breakdown(this.quiz, candidate, this.comments.of(candidate.id), name, voter, parts, this.form);
  }
}
