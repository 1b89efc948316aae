/** kill -9 at random moments, a few of each kind; `npm run kills` does a hundred of each. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadKind, type KindName } from "../../bench/kills/kinds";
import { survive } from "../../bench/kills/survive";
import { bundleScript, type BundledScript } from "../fixtures/bundledScript";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const SEED = 8;

let script: BundledScript;

beforeAll(async () => {
  script = await bundleScript("bench/kills.ts");
});

afterAll(() => {
  script.remove();
});

const killed = async (name: KindName, kills: number) =>
  survive({
    ...{ kind: await loadKind(name), kills, seed: SEED, folder: temporaryFolder() },
    script: script.file,
  });

describe("a kill -9", { timeout: 600_000 }, () => {
  it("while photos, patients and diagnoses are saved loses nothing acknowledged", async () => {
    expect((await killed("saving", 8)).kept).toBeGreaterThan(0);
  });

  it("during a migration from each version is gone on from, every row as it was", async () => {
    expect((await killed("migrating", 9)).kills).toBe(9);
  });

  it("during a backup leaves those before whole, and the clinic", async () => {
    expect((await killed("backing up", 5)).kept).toBeGreaterThan(0);
  });

  it("during a restore leaves the clinic of before or the backup, whole", async () => {
    expect((await killed("restoring", 5)).kills).toBe(5);
  });

  it("during a change of passwords and recovery keys leaves the old or the new", async () => {
    expect((await killed("re-keying", 6)).kept).toBeGreaterThan(0);
  });

  it("of a training goes on from the newest whole checkpoint to the same weights", async () => {
    expect((await killed("training", 4)).kept).toBeGreaterThan(0);
  });
});
