import { constants, setPriority } from "node:os";

/**
 * Lets processes of a higher priority go before this one wherever the cores do not suffice; while
 * they do, it costs nothing. A system that does not allow it works all the same.
 *
 * @param level `below-normal`: what people look at goes first; `low`: everything does
 */
export function lowerPriority(level: "below-normal" | "low"): void {
  const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority;
  try {
    setPriority(level === "low" ? PRIORITY_LOW : PRIORITY_BELOW_NORMAL);
  } catch {
    // Slower, not wrong.
  }
}
