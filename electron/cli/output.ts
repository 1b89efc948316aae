/** Standard output is for results; how far a command is goes to standard error. */

export const printLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A line that counts up, for people only: in a log it would be noise. */
export function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${done} of ${total} photos${done === total ? "\n" : ""}`);
}

/** The same where only a share from 0 to 1 is known. */
export function showShare(share: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${(share * 100).toFixed(0)} %${share === 1 ? "\n" : ""}`);
}
