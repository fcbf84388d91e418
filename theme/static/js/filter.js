// A list of places gets shorter while a visitor types; whatever is typed stays on the page.

/** How long a visitor must pause before the count is said aloud, in milliseconds. */
const PAUSE = 500;

/** Letters that Unicode does not take apart, and what they are typed as where the keyboard lacks them. */
const PLAIN = new Map(Object.entries({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" }));

/**
 * Words as they are compared: without case, accents, and the signs between them.
 *
 * @param {string} words
 * @returns {string[]}
 */
export function folded(words) {
  const bare = words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plain = Array.from(bare, (letter) => PLAIN.get(letter) ?? letter).join("");
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/**
 * Filter the items (`data-name`) of the list that `data-filters` names, and its groups (`data-group`, a name too).
 *
 * @param {HTMLElement} element
 */
export function start(element) {
  const field = element.querySelector("input");
  const list = document.getElementById(element.dataset.filters ?? "");
  const [left, nothing, shown, total] = ["left", "nothing", "shown", "total"].map((name) =>
    /** @type {HTMLElement | null} */ (element.querySelector(`[data-slot="${name}"]`)),
  );
  if (!field || !list || !left || !nothing || !shown || !total) throw new Error("the filter is not whole");
  const groups = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-group]")]);
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-name]")]).map((item) => {
    const group = /** @type {HTMLElement | null} */ (item.closest("[data-group]"));
    return { item, words: folded(`${item.dataset.name} ${group?.dataset.group ?? ""}`).join(" ") };
  });

  const count = () => {
    const number = items.filter(({ item }) => !item.hidden).length;
    const narrowed = folded(field.value).length > 0;
    const { lang } = document.documentElement;
    shown.textContent = number.toLocaleString(lang);
    total.textContent = items.length.toLocaleString(lang);
    left.hidden = !narrowed || number === 0;
    nothing.hidden = number > 0;
  };

  let pause = 0;
  field.addEventListener("input", () => {
    const wanted = folded(field.value);
    for (const { item, words } of items) {
      item.hidden = !wanted.every((word) => words.includes(word));
    }
    // A region whose places are all hidden goes with them.
    for (const group of groups) group.hidden = group.querySelector("[data-name]:not([hidden])") === null;
    clearTimeout(pause);
    const none = items.every(({ item }) => item.hidden);
    // An empty page explains itself at once, and says so once; how many are left can wait.
    if (none !== !nothing.hidden) count();
    else if (!none) pause = setTimeout(count, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const first = /** @type {HTMLElement | null} */ (list.querySelector("[data-name]:not([hidden]) a"));
    first?.focus();
  });
  element.hidden = false;
}
