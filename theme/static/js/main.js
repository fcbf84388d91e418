// Every part of a page that a script improves, by the name in its `data-part`. A fault in one leaves the others alone,
// and the page as it reads without scripts.

/** @type {Map<string, () => Promise<{start: (element: HTMLElement) => unknown}>>} */
const PARTS = new Map([
  ["filter", () => import("./filter.js")],
  ["order", () => import("./order.js")],
  ["quiz", () => import("./quiz.js")],
]);

for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-part]"))) {
  const name = element.dataset.part ?? "";
  PARTS.get(name)?.()
    .then((part) => part.start(element))
    .catch((fault) => console.error(name, fault));
}
