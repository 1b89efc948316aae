import { spawn } from "node:child_process";
import { seededRandom } from "../../electron/demo/seededRandom";
import type { Found, KillKind } from "./killKind";

export interface SurviveOptions {
  readonly kind: KillKind;
  readonly kills: number;
  readonly seed: number;
  /** An empty folder of its own. */
  readonly folder: string;
  /** The bundled bench/kills.ts, which also does the work. */
  readonly script: string;
}

/** What a kind came through. */
export interface Survived extends Found {
  readonly kind: string;
  readonly kills: number;
  /** Rounds whose work had ended before the kill came: they were not counted. */
  readonly escaped: number;
}

const READY = "ready";

/** Rounds that may pass without a kill, for each kill that is wanted. */
const PATIENCE = 4;

/**
 * Has a kind of work killed so many times at moments drawn by the seed, and checks after each.
 *
 * @throws Error where something acknowledged is lost; it names seed and round
 */
export async function survive(options: SurviveOptions): Promise<Survived> {
  const { kind, kills, seed, folder } = options;
  await kind.prepare(folder, seed);
  const sum = { kills: 0, escaped: 0, kept: 0, leftOver: 0 };
  for (let round = 0; sum.kills < kills; round++) {
    if (round >= kills * PATIENCE) throw new Error(`${kind.name}: too quick to be killed`);
    await kind.begin?.(folder, round);
    const { told, killed } = await workUntilKilled(options, round);
    try {
      const { kept, leftOver } = await kind.check(folder, told, round);
      sum.kept += kept;
      sum.leftOver += leftOver;
    } catch (error) {
      const where = `${kind.name}, seed ${String(seed)}, round ${String(round)}`;
      throw new Error(`${where}: ${String(error)}`, { cause: error });
    }
    if (killed) sum.kills += 1;
    else sum.escaped += 1;
  }
  return { kind: kind.name, ...sum };
}

function workUntilKilled(
  { kind, seed, folder, script }: SurviveOptions,
  round: number,
): Promise<{ told: unknown[]; killed: boolean }> {
  const random = seededRandom(seed, round);
  const words = random.whole(0, kind.moment.words);
  const delay = random.between(0, kind.moment.ms);
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [script, "work", kind.name, folder, String(seed), String(round)],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let output = "";
    let timer: NodeJS.Timeout | undefined;
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      // The line that says it is ready comes first.
      if (linesOf(output).length <= words || timer) return;
      timer = setTimeout(() => child.kill("SIGKILL"), delay);
    });
    child.once("error", reject);
    child.once("close", (status, signal) => {
      clearTimeout(timer);
      const [first, ...told] = linesOf(output);
      if (signal !== "SIGKILL" && status !== 0) {
        reject(new Error(`${kind.name} ended with ${String(status ?? signal)}`));
      } else if (first !== READY) {
        reject(new Error(`${kind.name} was killed before it was ready`));
      } else {
        const words = told.map((line) => JSON.parse(line) as unknown);
        resolve({ told: words, killed: signal === "SIGKILL" });
      }
    });
  });
}

/** A line that was cut short acknowledges nothing. */
function linesOf(output: string): string[] {
  return output.split("\n").slice(0, -1);
}

/** In the child: does the work, and tells on standard output, which is written at once. */
export async function work(
  kind: KillKind,
  folder: string,
  seed: number,
  round: number,
): Promise<void> {
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  await kind.work({
    folder,
    seed: seed * 1000 + round,
    ready: () => {
      say(READY);
    },
    tell: (word) => {
      say(JSON.stringify(word));
    },
  });
  process.exit(0);
}
