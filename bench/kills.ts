/**
 * Kills Lentigo's work at random moments and checks that nothing acknowledged is lost.
 *
 *   npm run kills [-- --kills 100 --seed 1 --kind saving]
 *
 * --kills: of each kind. With the same seed the same moments are drawn, counted from what a process
 * has told so far, so that they mean about the same on any machine.
 *
 * The same file is the process that is killed: kills.cjs work KIND FOLDER SEED ROUND
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { KIND_NAMES, loadKind } from "./kills/kinds";
import { survive, work } from "./kills/survive";

async function table(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      kind: { type: "string" },
    },
  });
  const names = values.kind === undefined ? KIND_NAMES : [values.kind];
  console.log("| killed while | kills | acknowledged and kept | left over, put away | seconds |");
  console.log("|---|---|---|---|---|");
  for (const name of names) {
    const kind = await loadKind(name);
    const folder = mkdtempSync(join(tmpdir(), "lentigo-kills-"));
    const started = performance.now();
    try {
      const { kills, kept, leftOver } = await survive({
        ...{ kind, kills: Number(values.kills), seed: Number(values.seed), folder },
        script: process.argv[1] ?? "",
      });
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.log(`| ${[kind.name, kills, kept, leftOver, seconds].join(" | ")} |`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

const [role, name, folder = "", seed, round] = process.argv.slice(2);
void (role === "work"
  ? loadKind(name).then((kind) => work(kind, folder, Number(seed), Number(round)))
  : table());
