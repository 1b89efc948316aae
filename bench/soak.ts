/**
 * Long use: does memory stay flat, and is nothing left open?
 *
 *   npm run soak [-- --photos 2000 --hours 8]
 *
 * Photos go through the real vision process into a real store. The hours are a clinic's day by a
 * clock that runs ahead. Memory is what lies in RAM after a collection of garbage; its trend is a
 * straight line by least squares through forty looks and more, the first fifth left out. Ends with 1
 * where memory grew by a tenth, handles were left open, or a process came or went.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { takeInMany } from "./soak/manyPhotos";
import { countTensors } from "./soak/tensors";
import type { Watch } from "./soak/watch";
import { workOn } from "./soak/workday";

const TENSOR_PHOTOS = 200;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      photos: { type: "string", default: "2000" },
      hours: { type: "string", default: "8" },
    },
  });
  const [photos, hours] = [Number(values.photos), Number(values.hours)];
  const home = mkdtempSync(join(tmpdir(), "lentigo-soak-"));
  process.on("exit", () => {
    rmSync(home, { recursive: true, force: true });
  });

  const parts: readonly (readonly [
    title: string,
    unit: string,
    run: () => ReturnType<typeof workOn>,
  ])[] = [
    [`${photos} photos`, "photo", () => takeInMany(join(home, "photos"), photos)],
    [`${hours} hours`, "minute", () => workOn(join(home, "hours"), hours)],
  ];
  for (const [title, unit, run] of parts) {
    const started = performance.now();
    print(title, unit, await run());
    console.log(`${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
  const { before, after } = await countTensors(join(home, "tensors"), TENSOR_PHOTOS);
  console.log(`tensors alive after 1 photo: ${before}, after ${TENSOR_PHOTOS + 1}: ${after}`);
  if (after !== before) process.exitCode = 1;
}

function print(title: string, unit: string, { rows, isFlat }: ReturnType<Watch["verdict"]>): void {
  console.log(`${title}: ${isFlat ? "flat" : "NOT FLAT"}`);
  console.log(`| process | memory | at the end | a ${unit} | in all | handles |`);
  console.log("|---|---|---|---|---|---|");
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
  if (!isFlat) process.exitCode = 1;
}

void main();
