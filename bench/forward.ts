/**
 * One photo, model loaded: our forward pass with heatmap beside one TensorFlow graph forward
 * pass of the same network, in turns on the same machine. Prints medians and their ratio.
 *
 *   npm run bench:forward
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { readModelFolder } from "../electron/vision/network/modelFolder";
import { createServingNetwork } from "../electron/vision/network/serving";

const root = join(__dirname, "../..");
const ROUNDS = 7;
const PASSES = 40;
const SIZES = [
  [224, 224],
  [224, 288],
] as const;

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

async function main(): Promise<void> {
  const network = createServingNetwork(await readModelFolder(join(root, "models/base")));
  const python = spawn(join(root, "out/bench-venv/bin/python"), [join(root, "bench/forward.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();

  const ours = async (height: number, width: number): Promise<number> => {
    const pixels = Uint8Array.from({ length: height * width * 3 }, (_, at) => (at * 7919) % 256);
    const times: number[] = [];
    for (let pass = -10; pass < PASSES; pass++) {
      const start = performance.now();
      await network.explain(pixels, { count: 1, height, width });
      if (pass >= 0) times.push(performance.now() - start);
    }
    return median(times);
  };
  const theirs = async (height: number, width: number): Promise<number> => {
    python.stdin.write(`${height} ${width} ${PASSES}\n`);
    const answer = await answers.next();
    return Number(answer.value);
  };

  console.log("| input | Lentigo, with heatmap | TensorFlow graph | ratio (min to max) |");
  console.log("|---|---|---|---|");
  for (const [height, width] of SIZES) {
    const rounds: { ours: number; theirs: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({ theirs: await theirs(height, width), ours: await ours(height, width) });
    }
    const ratios = rounds.map((round) => round.ours / round.theirs).sort((a, b) => a - b);
    const cells = [
      `${width}x${height}`,
      `${median(rounds.map((round) => round.ours)).toFixed(1)} ms`,
      `${median(rounds.map((round) => round.theirs)).toFixed(1)} ms`,
      `${median(ratios).toFixed(2)} (${(ratios[0] ?? NaN).toFixed(2)} to ${(ratios.at(-1) ?? NaN).toFixed(2)})`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  python.stdin.end();
  network.dispose();
}

void main();
