// From a question of somebody's score to that question in the form, and with one click or key back to where it was read.

import { copy, fill, showOnly, slot } from "./slots.js";

/**
 * @typedef {object} Way
 * @property {string} candidate  Whose answers the voter was reading.
 * @property {string} question
 * @property {number} top  How far down the screen that question of the answers stood, in pixels.
 * @property {HTMLElement} sign  What leads back.
 */

export class WayBack {
  /**
   * @param {HTMLElement} form
   * @param {HTMLElement} results
   */
  constructor(form, results) {
    this.form = form;
    this.results = results;
    /** @type {Way | null} */
    this.way = null;
    results.addEventListener("click", (event) => this.leave(event));
    form.addEventListener("keydown", (event) => {
      // An open menu closes by the same key.
      if (event.key !== "Escape" || event.target instanceof HTMLSelectElement) return;
      if (event.target instanceof Element && event.target.closest("fieldset") === this.way?.sign.closest("fieldset")) this.back();
    });
  }

  /**
   * Put a way back beside the question that a link of a score leads to.
   *
   * @param {MouseEvent} event
   */
  leave(event) {
    const link = event.target instanceof Element ? event.target.closest('.part [data-slot="question"]') : null;
    // With one of these keys the question opens elsewhere.
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const item = /** @type {HTMLElement} */ (link.closest(".result"));
    const row = /** @type {HTMLElement} */ (link.closest(".part"));
    const { question = "" } = row.dataset;
    const asked = /** @type {HTMLElement} */ (this.form.querySelector(`[data-question="${CSS.escape(question)}"]`));
    this.forget();
    const sign = copy("back");
    fill(sign, "who", slot(item, "who").textContent ?? "");
    slot(sign, "back").addEventListener("click", (click) => {
      click.preventDefault();
      this.back();
    });
    this.way = { candidate: item.dataset.candidate ?? "", question, top: link.getBoundingClientRect().top, sign };
    slot(asked, "aside").before(sign);
    this.update();
  }

  /** Say on the way back what the score is now. */
  update() {
    if (this.way === null) return;
    const percent = this.item()?.querySelector('[data-state="ranked"]:not([hidden]) [data-slot="percent"]')?.textContent;
    showOnly(this.way.sign, "data-state", percent ? "ranked" : "apart");
    fill(this.way.sign, "now", percent ?? "");
  }

  /** Go back: to the same question of the same score at the same height, or to what is left of it. */
  back() {
    const { way, results } = this;
    if (way === null) return;
    this.forget();
    const item = this.item(way);
    const place =
      item?.querySelector(`.part[data-question="${CSS.escape(way.question)}"] [data-slot="question"]`) ??
      item?.querySelector("summary");
    if (!(place instanceof HTMLElement)) {
      results.focus();
      return;
    }
    place.focus({ preventScroll: true });
    window.scrollBy(0, place.getBoundingClientRect().top - way.top);
  }

  /** No way leads back any more. */
  forget() {
    this.way?.sign.remove();
    this.way = null;
  }

  /**
   * The candidate's result, as it stands now.
   *
   * @param {Way | null} way
   * @returns {HTMLElement | null}
   */
  item(way = this.way) {
    return this.results.querySelector(`.result[data-candidate="${CSS.escape(way?.candidate ?? "")}"]`);
  }
}
