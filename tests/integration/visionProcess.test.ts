import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { VisionStatus } from "../../electron/contract/shapes";
import { launchVisionChild } from "../../electron/vision/childProcess";
import { startVision, type VisionClient } from "../../electron/vision/client";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { root } from "../fixtures/commandLine";
import { baseModel as model, writeOtherModel } from "../fixtures/otherModel";
import { writePhotoSet } from "../fixtures/photos";

const host = join(root, "out/app/vision-host.cjs");

function start(script = host): { vision: VisionClient; states: VisionStatus["state"][] } {
  const states: VisionStatus["state"][] = [];
  const vision = startVision({
    modelFolder: model,
    launch: (folder) => launchVisionChild(script, folder),
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
  const [photo = ""] = await writePhotoSet(temporaryFolder(), {
    count: 1,
    seed: 8,
    width: 300,
    height: 225,
  });
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
    const after = await vision.ask("assess", { bytes });
    expect(after.probabilities).toEqual(before.probabilities);
    expect(states).toEqual(["starting", "ready", "starting", "ready"]);
  });

  it("that hangs is ended, and the next one works", async () => {
    const bytes = await photoBytes();
    const vision = startVision({
      modelFolder: model,
      launch: (folder) => launchVisionChild(host, folder),
      deadline: 8000,
    });
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

describe("the vision process and its model version", () => {
  /** A version beside the shipped one. */
  async function otherVersion(): Promise<string> {
    const folder = join(temporaryFolder(), "clinic-1");
    await writeOtherModel(folder, "clinic-1");
    return folder;
  }

  const probabilities = async (vision: VisionClient, bytes: Uint8Array): Promise<number[]> =>
    Object.values((await vision.ask("assess", { bytes })).probabilities);

  it("goes over to another one and back, and answers exactly as before", async () => {
    const bytes = await photoBytes();
    const { vision } = start();
    const before = await probabilities(vision, bytes);
    await vision.use(await otherVersion(), "go-back");
    expect(vision.status).toMatchObject({ state: "ready", model: { version: "clinic-1" } });
    const between = await probabilities(vision, bytes);
    expect(between).not.toEqual(before);
    await vision.use(model, "go-back");
    const after = await probabilities(vision, bytes);
    for (const [index, value] of after.entries()) expect(value).toBeCloseTo(before[index] ?? -1, 7);
  });

  it("answers what it is working on with the former, and all else with the next", async () => {
    const bytes = await photoBytes();
    const { vision, states } = start();
    const versionOf = async () => (await vision.ask("assess", { bytes })).modelVersion;
    await versionOf();
    const inFlight = Array.from({ length: 3 }, versionOf);
    const changed = vision.use(await otherVersion(), "go-back");
    const asked = Array.from({ length: 3 }, versionOf);
    expect(await Promise.all(inFlight)).toEqual(["base-2", "base-2", "base-2"]);
    expect(await Promise.all(asked)).toEqual(["clinic-1", "clinic-1", "clinic-1"]);
    await changed;
    expect(states).toEqual(["starting", "ready", "starting", "ready"]);
  });

  it("goes back to the former where the next does not start, and loses no question", async () => {
    const bytes = await photoBytes();
    const { vision } = start();
    const before = await probabilities(vision, bytes);
    const damaged = await otherVersion();
    writeFileSync(join(damaged, "weights.bin"), "nothing");
    const changed = vision.use(damaged, "go-back");
    const asked = probabilities(vision, bytes);
    await expect(changed).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "weights.bin" },
    });
    expect(await asked).toEqual(before);
    expect(vision.status).toMatchObject({ state: "ready", model: { version: "base-2" } });
  });

  it("stays with one that must be used and does not start, until another one is used", async () => {
    const bytes = await photoBytes();
    const { vision } = start();
    const missing = join(temporaryFolder(), "clinic-9");
    await vision.use(missing, "stay");
    await expect(probabilities(vision, bytes)).rejects.toMatchObject({ code: "model.missing" });
    expect(vision.status).toMatchObject({ state: "failed", code: "model.missing" });
    await vision.use(model, "go-back");
    expect(await probabilities(vision, bytes)).toHaveLength(7);
  });

  it("goes back to the former where the next never says that it is ready", async () => {
    const silent = join(temporaryFolder(), "silent.cjs");
    writeFileSync(silent, "setInterval(() => undefined, 1000);");
    let launched = 0;
    const vision = startVision({
      modelFolder: model,
      launch: (folder) => launchVisionChild((launched += 1) === 2 ? silent : host, folder),
      startDeadline: 20_000,
    });
    onTestFinished(() => {
      vision.stop();
    });
    await expect(vision.use(await otherVersion(), "go-back")).rejects.toMatchObject({
      code: "vision.interrupted",
    });
    const bytes = await photoBytes();
    expect((await vision.ask("assess", { bytes })).modelVersion).toBe("base-2");
    expect(launched).toBe(3);
  });

  it("makes changes one after the other, and stops in the midst of one", async () => {
    const { vision } = start();
    const other = await otherVersion();
    const changes = [vision.use(other, "go-back"), vision.use(model, "go-back")];
    await Promise.all(changes);
    expect(vision.status).toMatchObject({ model: { version: "base-2" } });
    const changed = vision.use(other, "go-back");
    vision.stop();
    await expect(changed).rejects.toMatchObject({
      code: expect.stringMatching(/^vision\./) as string,
    });
  });
});
