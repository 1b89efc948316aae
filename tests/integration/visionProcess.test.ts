import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { VisionStatus } from "../../electron/contract/shapes";
import { launchVisionChild } from "../../electron/vision/childProcess";
import { startVision, type VisionClient } from "../../electron/vision/client";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { root } from "../fixtures/commandLine";
import { writePhotoSet } from "../fixtures/photos";

const host = join(root, "out/app/vision-host.cjs");
const model = join(root, "models/base");

/** A promise to people, not a benchmark: after a crash the next photo is answered within it. */
const VISION_RETURNS_WITHIN_MS = 5000;

function start(script = host): { vision: VisionClient; states: VisionStatus["state"][] } {
  const states: VisionStatus["state"][] = [];
  const vision = startVision({
    launch: () => launchVisionChild(script, model),
    onStatus: ({ state }) => states.push(state),
  });
  onTestFinished(() => {
    vision.stop();
  });
  return { vision, states };
}

/** Process ids of the children of this process that run the given script. */
function childrenRunning(script: string): number[] {
  const list = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], {
    encoding: "utf8",
  });
  return list
    .split("\n")
    .filter((line) => line.includes(script))
    .map((line) => Number.parseInt(line, 10));
}

async function photoBytes(): Promise<Uint8Array> {
  const [photo = ""] = await writePhotoSet(temporaryFolder(), { count: 1, seed: 8 });
  return readFileSync(photo);
}

describe("the vision process", () => {
  it("killed during requests: they fail clearly, the next one works", async () => {
    const bytes = await photoBytes();
    const { vision, states } = start();
    const before = await vision.ask("assess", { bytes });
    const inFlight = Array.from({ length: 30 }, () => vision.ask("assess", { bytes }));
    for (const pid of childrenRunning(host)) process.kill(pid, "SIGKILL");
    const outcomes = await Promise.allSettled(inFlight);
    const failed = outcomes.filter(({ status }) => status === "rejected");
    expect(failed.length).toBeGreaterThan(0);
    for (const outcome of failed) {
      expect(outcome).toMatchObject({ reason: { code: "vision.interrupted" } });
    }
    const killed = Date.now();
    const after = await vision.ask("assess", { bytes });
    expect(Date.now() - killed).toBeLessThan(VISION_RETURNS_WITHIN_MS);
    expect(after.probabilities).toEqual(before.probabilities);
    expect(states).toEqual(["starting", "ready", "starting", "ready"]);
  });

  it("that hangs is ended, and the next one works", async () => {
    const bytes = await photoBytes();
    const vision = startVision({ launch: () => launchVisionChild(host, model), deadline: 3000 });
    onTestFinished(() => {
      vision.stop();
    });
    await vision.ask("assess", { bytes });
    for (const pid of childrenRunning(host)) process.kill(pid, "SIGSTOP");
    await expect(vision.ask("assess", { bytes })).rejects.toMatchObject({
      code: "vision.interrupted",
    });
    expect(Object.keys((await vision.ask("assess", { bytes })).probabilities)).toHaveLength(7);
  });

  it("that cannot start is given up, says so, and can be started again", async () => {
    const { vision, states } = start(join(root, "out/app/no-such-host.cjs"));
    await expect(vision.ask("assess", { bytes: await photoBytes() })).rejects.toMatchObject({
      code: "vision.unavailable",
    });
    expect(vision.status).toMatchObject({ state: "failed", code: "vision.unavailable" });
    const attempts = states.length;
    vision.restart();
    expect(states.slice(attempts)).toEqual(["starting"]);
  });

  it("refuses a bad photo and goes on", async () => {
    const { vision, states } = start();
    await expect(vision.ask("assess", { bytes: Buffer.from("text") })).rejects.toMatchObject({
      code: "photo.not-an-image",
    });
    const { probabilities } = await vision.ask("assess", { bytes: await photoBytes() });
    expect(Object.keys(probabilities)).toHaveLength(7);
    expect(states).toEqual(["starting", "ready"]);
  });
});
