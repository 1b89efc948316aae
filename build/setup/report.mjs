// One line per step on standard error, so that standard output stays free for results.

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A problem that the person at the keyboard can mend; printed without a stack. */
export class SetUpError extends Error {}

/**
 * Runs a step and says how long it took.
 *
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 */
export async function step(name, work) {
  const start = Date.now();
  process.stderr.write(`${name} … `);
  try {
    const result = await work();
    say(`done (${((Date.now() - start) / 1000).toFixed(0)} s)`);
    return result;
  } catch (error) {
    say("failed");
    throw error;
  }
}
