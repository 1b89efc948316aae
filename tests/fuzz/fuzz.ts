/**
 * npm run fuzz -- [--files 10000] [--seed 1] [--requests 40]: tries so many mutated files and
 * prints what became of each kind. Ends with 1 where a promise was broken.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundleSubject } from "./bundleSubject";
import { runFuzz, type FuzzReport, type Tally } from "./run";
import { beginTrial } from "./trial";

/** A file is answered within a second and takes at most 300 MB above what is used at rest. */
const LIMIT_MS = 1000;
const LIMIT_MB = 300;

const root = join(__dirname, "../..");

function row({ kind, tried, accepted, slowest, memory }: Tally): string {
  const refusals = tried - accepted;
  const cells = [kind.padEnd(14), ...[tried, accepted, refusals].map((n) => String(n).padStart(8))];
  return `${cells.join("")}${slowest.toFixed(0).padStart(9)} ms${memory.toFixed(0).padStart(6)} MB`;
}

function print({ tallies, breaches }: FuzzReport): void {
  for (const { kind, refused, slowestName } of tallies) {
    const codes = [...refused].sort(([, a], [, b]) => b - a);
    console.log(`\n${kind}: ${codes.map(([code, times]) => `${code} ${times}`).join(", ")}`);
    console.log(`  slowest: ${slowestName}`);
  }
  console.log(`\n${breaches.length} breaches`);
  for (const { name, what } of breaches) console.log(`  ${name}: ${what}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      files: { type: "string", default: "10000" },
      seed: { type: "string", default: "1" },
      requests: { type: "string", default: "40" },
    },
  });
  const [files, seed, requests] = [values.files, values.seed, values.requests].map(Number);
  const folder = mkdtempSync(join(tmpdir(), "lentigo-fuzz-"));
  const script = await bundleSubject(root);
  const trial = beginTrial({ script, root, folder, patience: 30_000 });
  try {
    const plan = { files: files ?? 0, seed: seed ?? 1, requests: requests ?? 0, largest: true };
    console.log("kind             tried accepted refused    slowest   memory above rest");
    const report = await runFuzz(
      { ...plan, limit: LIMIT_MS, memory: LIMIT_MB },
      trial,
      root,
      (tally) => {
        console.log(row(tally));
      },
    );
    print(report);
    process.exitCode = report.breaches.length === 0 ? 0 : 1;
  } finally {
    trial.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
