// The page's own templates and the slots in them: scripts put numbers and other people's words there, and none of their own.

/**
 * The element in a slot, which the page always has.
 *
 * @param {ParentNode} within
 * @param {string} name
 * @returns {HTMLElement}
 */
export function slot(within, name) {
  const found = within.querySelector(`[data-slot="${name}"]`);
  if (found === null) throw new Error(`the page has no slot ${name}`);
  return /** @type {HTMLElement} */ (found);
}

/**
 * A number as the page's other numbers are written.
 *
 * @param {number} number
 * @returns {string}
 */
function written(number) {
  return new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" }).format(number);
}

/**
 * Write words or a number into a slot, wherever it stands.
 *
 * @param {ParentNode} within
 * @param {string} name
 * @param {string | number} words
 */
export function fill(within, name, words) {
  slot(within, name);
  const text = typeof words === "number" ? written(words) : words;
  for (const each of within.querySelectorAll(`[data-slot="${name}"]`)) each.textContent = text;
}

/**
 * Of the elements that carry an attribute, show the one with this value.
 *
 * @param {ParentNode} within
 * @param {string} attribute
 * @param {string | null} value  null = none of them
 */
export function showOnly(within, attribute, value) {
  for (const each of /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll(`[${attribute}]`))) {
    each.hidden = each.getAttribute(attribute) !== value;
  }
}

/**
 * What one of the page's templates holds.
 *
 * @param {string} name
 * @returns {DocumentFragment}
 */
export function template(name) {
  const found = /** @type {HTMLTemplateElement} */ (document.querySelector(`template[data-template="${name}"]`));
  return document.importNode(found.content, true);
}

/**
 * The element that one of the page's templates consists of.
 *
 * @param {string} name
 * @returns {HTMLElement}
 */
export function copy(name) {
  return /** @type {HTMLElement} */ (template(name).firstElementChild);
}
