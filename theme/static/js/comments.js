// Comments and sources of the quiz, which come after the comparison: loaded once, and told where they are missed.

import { tell } from "./breakdown.js";
import { fetched } from "./data.js";
import { showOnly, slot, template } from "./slots.js";

/** @typedef {import("./score.js").Quiz} Quiz */
/** @typedef {import("./score.js").Candidate} Candidate */
/** @typedef {import("./score.js").Note} Note */
/** @typedef {import("./score.js").Notes} Notes */

/** Their document, beside the page. */
const NOTES = "notes.json";

export class Comments {
  /** @param {Quiz} quiz */
  constructor(quiz) {
    this.quiz = quiz;
    /** @type {Map<string, ReadonlyArray<Note>> | null} By candidate; null until they have come. */
    this.notes = quiz.notes === "" ? new Map() : null;
    this.loading = false;
    // Whether they could not be had, once at least.
    this.failed = false;
  }

  /**
   * What there is to say beside a candidate's answers; null while nobody knows.
   *
   * @param {string} id
   * @returns {ReadonlyArray<Note> | null}
   */
  of(id) {
    return this.notes === null ? null : (this.notes.get(id) ?? []);
  }

  /**
   * Load them, and tell them in what is open by then.
   *
   * @param {boolean} [again]  The voter asked for it: it did not work before.
   */
  async load(again = false) {
    if (this.notes !== null || this.loading) return;
    this.loading = true;
    const { candidates } = this.quiz;
    try {
      const { generation, notes } = /** @type {Notes} */ (await fetched(NOTES, this.quiz.notes));
      // Whose words an answer is must not be told by half of them.
      const fit = generation === this.quiz.notes && Array.isArray(notes) && notes.length === candidates.length;
      if (fit) this.notes = new Map(candidates.map(({ id }, place) => [id, notes[place]]));
    } catch {
      // Told below, as are notes that do not fit.
    }
    this.loading = false;
    this.report(again);
  }

  /**
   * Tell them, or that they are missing.
   *
   * @param {boolean} again
   */
  report(again) {
    const here = this.notes !== null;
    this.failed = this.failed || !here;
    const place = slot(document, "notes-unreachable");
    // What follows stays where it is: a second click may be on its way.
    place.style.minHeight = here && !place.hidden ? `${place.offsetHeight}px` : "";
    place.hidden = !this.failed || slot(document, "cards").hidden;
    showOnly(place, "data-notes", here ? "here" : "failed");
    if (here && again) slot(document, "notes-here").focus();
    if (!here && again) slot(document, "news").replaceChildren(template("still-failed"));
    const candidates = new Map(this.quiz.candidates.map((each) => [each.id, each]));
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".result"))) {
      this.pending(item);
      const candidate = /** @type {Candidate} */ (candidates.get(item.dataset.candidate ?? ""));
      tell(slot(item, "parts"), this.quiz, candidate, this.of(candidate.id));
    }
  }

  /**
   * Say once more that they are missing, where there are scores to miss them at.
   *
   * @param {boolean} counts  Whether there are.
   */
  showFault(counts) {
    slot(document, "notes-unreachable").hidden = !this.failed || this.notes !== null || !counts;
  }

  /**
   * Say in a result what is not there yet.
   *
   * @param {HTMLElement} item
   */
  pending(item) {
    slot(item, "pending").hidden = this.notes !== null;
    showOnly(item, "data-pending", this.failed ? "failed" : "loading");
  }
}
