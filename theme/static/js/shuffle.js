// A fair order: every one of the n! is as likely as any other. Pure, but for the numbers that it is given.

/**
 * The numbers 0 … count - 1 in random order (Fisher and Yates).
 *
 * @param {number} count
 * @param {(below: number) => number} draw  A whole number from 0 to below - 1, each equally likely.
 * @returns {number[]}
 */
export function shuffled(count, draw) {
  const order = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = draw(last + 1);
    [order[last], order[chosen]] = [order[chosen], order[last]];
  }
  return order;
}

/**
 * A whole number from 0 to below - 1 from the browser's source of randomness.
 *
 * Numbers at the top that would favour the low ones are drawn again, so that no remainder leaves a bias.
 *
 * @param {number} below  1 … 2 ** 32
 * @returns {number}
 */
export function draw(below) {
  const fair = 2 ** 32 - (2 ** 32 % below);
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn);
  while (drawn[0] >= fair);
  return drawn[0] % below;
}
