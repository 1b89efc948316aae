/**
 * Whether what is done every so often is due again. A last time that lies ahead comes from a clock
 * that was wrong: it must not put everything off until then.
 *
 * @param last null: never yet
 * @param every milliseconds
 */
export function isDue(last: Date | null, every: number, now: Date): boolean {
  if (last === null) return true;
  const passed = now.getTime() - last.getTime();
  return passed < 0 || passed >= every;
}
