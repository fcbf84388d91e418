// Candidates whose order is by lot stand in a new one for every visitor: cards, the columns of every table and every list
// of the page alike, in one order. The page's rule says which order that is, with this script and without it.

import { draw, shuffled } from "./shuffle.js";

/**
 * Let candidates take each other's places wherever the page lists them, in an order drawn for this visit.
 *
 * Only elements with `data-candidate` within one with `data-order` move; a heading column or a comma between them stays.
 *
 * @param {HTMLElement} rule  The sentence about the order, once as it is written and once as it is after this.
 */
export function start(rule) {
  const [drawn, renewed] = ["drawn", "renewed"].map((name) =>
    /** @type {HTMLElement | null} */ (rule.querySelector(`[data-slot="${name}"]`)),
  );
  if (!drawn || !renewed) throw new Error("the rule of the order is not whole");
  const focused = document.activeElement;
  /** @type {Map<ParentNode, HTMLElement[]>} */
  const families = new Map();
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-order] [data-candidate]"))) {
    const parent = /** @type {ParentNode} */ (each.parentNode);
    const family = families.get(parent);
    if (family) family.push(each);
    else families.set(parent, [each]);
  }
  const everyone = new Set([...families.values()].flat().map(candidate));
  const order = shuffled(everyone.size, draw);
  const lot = new Map([...everyone].map((id, place) => [id, order[place]]));
  for (const family of families.values()) {
    const places = family.map((each) => {
      const place = document.createComment("");
      each.replaceWith(place);
      return place;
    });
    family.sort((a, b) => (lot.get(candidate(a)) ?? 0) - (lot.get(candidate(b)) ?? 0));
    places.forEach((place, number) => place.replaceWith(family[number]));
  }
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  drawn.hidden = true;
  renewed.hidden = false;
}

/**
 * @param {HTMLElement} element
 * @returns {string}
 */
function candidate(element) {
  return element.dataset.candidate ?? "";
}
