/**
 * One view of a photo, model loaded: our pass, without and with heatmaps, beside the same network
 * executed by TensorFlow's graph executor and by TensorFlow Lite, in turns on the same machine.
 * Prints medians, their ratios, and how much of what the processor can multiply each side reaches.
 *
 *   npm run bench:forward
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { foldNetwork, type FoldedLayer } from "../electron/vision/network/folding";
import { readModelFolder } from "../electron/vision/network/modelFolder";
import { describeNetwork } from "../electron/vision/network/networkOptions";
import { createServingNetwork } from "../electron/vision/network/serving";

const root = join(__dirname, "../..");
const ROUNDS = 7;
const PASSES = 40;
const SIZES = [
  [224, 224],
  [224, 288],
] as const;
/** Side of the matrices whose product shows what the processor can do. */
const MATRIX = 2048;

type Side = "forward" | "explain" | "graph" | "lite";

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Multiplications and additions of one pass, in billions. */
function workOf(body: readonly FoldedLayer[], height: number, width: number): number {
  let [cells, operations] = [height * width, 0];
  for (const layer of body) {
    if (layer.kind === "residualAdd") continue;
    cells /= layer.stride ** 2;
    operations += 2 * cells * layer.kernel.length;
  }
  return operations / 1e9;
}

async function main(): Promise<void> {
  const model = await readModelFolder(join(root, "models/base"));
  const { body } = foldNetwork(describeNetwork(model.network), model.parameters);
  const network = createServingNetwork(model);
  const python = spawn(join(root, "out/bench-venv/bin/python"), [join(root, "bench/forward.py")], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();

  async function ours(side: "forward" | "explain", height: number, width: number): Promise<number> {
    const pixels = Uint8Array.from({ length: height * width * 3 }, (_, at) => (at * 7919) % 256);
    const times: number[] = [];
    for (let pass = -10; pass < PASSES; pass++) {
      const start = performance.now();
      await network[side](pixels, { count: 1, height, width });
      if (pass >= 0) times.push(performance.now() - start);
    }
    return median(times);
  }
  async function theirs(side: string, height: number, width: number, passes: number) {
    python.stdin.write(`${side} ${height} ${width} ${passes}\n`);
    const answer = await answers.next();
    return Number(answer.value);
  }

  console.log("| input | side | time | ours by theirs, without and with heatmaps | GFLOP/s |");
  console.log("| --- | --- | --- | --- | --- |");
  for (const [height, width] of SIZES) {
    const rounds: Record<Side, number>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        graph: await theirs("graph", height, width, PASSES),
        forward: await ours("forward", height, width),
        lite: await theirs("lite", height, width, PASSES),
        explain: await ours("explain", height, width),
      });
    }
    const work = workOf(body, height, width);
    const ratio = (side: Side, peer: Side): string => {
      const ratios = rounds.map((round) => round[side] / round[peer]).sort((a, b) => a - b);
      const [least = NaN, greatest = NaN] = [ratios[0], ratios.at(-1)];
      return `${median(ratios).toFixed(2)} (${least.toFixed(2)} to ${greatest.toFixed(2)})`;
    };
    const row = (name: string, side: Side, ratios: string): void => {
      const time = median(rounds.map((round) => round[side]));
      // The way back of the heatmaps is not counted as work.
      const speed = side === "explain" ? "" : ((work / time) * 1000).toFixed(0);
      console.log(
        `| ${width}x${height} | ${name} | ${time.toFixed(1)} ms | ${ratios} | ${speed} |`,
      );
    };
    row("Lentigo, without heatmaps", "forward", "");
    row("Lentigo, with heatmaps", "explain", "");
    for (const [name, peer] of [
      ["TensorFlow graph", "graph"],
      ["TensorFlow Lite", "lite"],
    ] as const) {
      row(name, peer, `${ratio("forward", peer)}, ${ratio("explain", peer)}`);
    }
  }
  const product = await theirs("product", MATRIX, MATRIX, 10);
  const reached = ((2 * MATRIX ** 3) / 1e9 / product) * 1000;
  console.log(`\nA matrix product of ${MATRIX} x ${MATRIX} reaches ${reached.toFixed(0)} GFLOP/s.`);
  python.stdin.end();
  network.dispose();
}

void main();
