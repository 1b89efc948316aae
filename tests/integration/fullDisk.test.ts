/**
 * Every way of writing on a disk that is full, or nearly: a clear error, nothing lost, and it works
 * once there is room. The disk is a real one of 48 MiB in memory, in a mount namespace of its own.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Attempt } from "../fixtures/fullDisk/attempt";
import { bundleScript } from "../fixtures/bundledScript";
import { root } from "../fixtures/commandLine";
import { COPIES } from "../fixtures/fullDisk/copies";
import { EXPORTS } from "../fixtures/fullDisk/exports";
import { RECORDS } from "../fixtures/fullDisk/records";
import { TRAINING } from "../fixtures/fullDisk/training";

const MOUNT = 'mount -t tmpfs -o size=48m lentigo "$0"';

/** How a mount namespace is had here: as root, or as an ordinary user; null: not at all. */
function ownNamespace(): readonly string[] | null {
  const ways = [["-m"], ["-rm"]];
  const probe = ["sh", "-c", MOUNT, "/mnt"];
  return ways.find((way) => spawnSync("unshare", [...way, ...probe]).status === 0) ?? null;
}

const namespace = ownNamespace();

async function attempts(way: readonly string[], home: string): Promise<Attempt[]> {
  const [disk, roomy] = [join(home, "disk"), join(home, "roomy")];
  mkdirSync(disk);
  mkdirSync(roomy);
  const script = await bundleScript("tests/fixtures/fullDisk/main.ts");
  const command = `${MOUNT} && exec "$1" "$2" "$0" "$3"`;
  const child = spawn(
    "unshare",
    [...way, "sh", "-c", command, disk, process.execPath, script.file, roomy],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const status = await new Promise((resolve) => child.once("close", resolve));
  script.remove();
  expect(status).toBe(0);
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Attempt);
}

describe.skipIf(!namespace)(
  "on a full disk (skipped where nobody may mount one)",
  { timeout: 600_000 },
  () => {
    const home = mkdtempSync(join(tmpdir(), "lentigo-full-disk-"));
    let told: Attempt[];

    beforeAll(async () => {
      told = await attempts(namespace ?? [], home);
    }, 600_000);
    afterAll(() => {
      rmSync(home, { recursive: true });
    });

    const ways = [...RECORDS, ...COPIES, ...EXPORTS, ...TRAINING];

    it.each(ways.map(({ name }) => name))("%s: says so, loses nothing, works with room", (name) => {
      const own = told.filter((attempt) => attempt.name === name);
      const [{ expected }] = own as [Attempt];
      expect(own.map(({ lost }) => lost).filter(Boolean)).toEqual([]);
      const outcomes = own.map(({ outcome }) => outcome);
      expect(outcomes.at(-1)).toBe("done");
      if (expected === null) expect(outcomes).toEqual(["done"]);
      else {
        expect(outcomes.length).toBeGreaterThan(1);
        expect(new Set(outcomes.slice(0, -1))).toEqual(new Set([expected]));
      }
    });
  },
);
