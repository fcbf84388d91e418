// Where the quiz gets its documents.

/**
 * One of the quiz's documents. Throws where it cannot be had.
 *
 * Under the address of its generation no cache has another edition, and what a cache has is asked about: it may be what
 * a public network showed instead.
 *
 * @param {string} name  From the page.
 * @param {string} generation
 * @returns {Promise<unknown>}
 */
export async function fetched(name, generation) {
  const answer = await fetch(`${name}?${generation}`, { credentials: "omit", cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}
