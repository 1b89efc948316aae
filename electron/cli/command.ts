/** What a command of the command line is, and how its options are read. */

export interface Command {
  readonly name: string;
  /** Its part of the help: indented by two, at most 100 columns. */
  readonly usage: string;
  /** Exit status: 0 all done, 1 something was refused or failed. Throws UsageError. */
  run(args: string[]): Promise<number>;
}

/** Wrong usage: exit status 2 and the usage text. */
export class UsageError extends Error {}

/** The given options as whole positive numbers; those not given are left out. */
export function counts<Name extends string>(
  texts: Readonly<Record<Name, string | undefined>>,
): Partial<Record<Name, number>> {
  const given = Object.entries<string | undefined>(texts).flatMap(([name, text]) => {
    if (text === undefined) return [];
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      throw new UsageError(`--${name} needs a whole number from 1, not "${text}".`);
    }
    return [[name, Number(text)] as const];
  });
  return Object.fromEntries(given) as Partial<Record<Name, number>>;
}
