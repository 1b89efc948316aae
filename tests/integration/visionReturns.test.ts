/** A promise to people, not a benchmark: how soon photos are answered again after a crash. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { launchVisionChild, type VisionChild } from "../../electron/vision/childProcess";
import { startVision } from "../../electron/vision/client";
import { root } from "../fixtures/commandLine";
import { baseModel } from "../fixtures/otherModel";
import { writePhotoSet } from "../fixtures/photos";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const RETURNS_WITHIN_MS = 5000;

it("the vision process answers the next photo within five seconds of its end", async () => {
  const [photo = ""] = await writePhotoSet(temporaryFolder(), {
    ...{ count: 1, seed: 8, width: 300, height: 225 },
  });
  const bytes = readFileSync(photo);
  let child: VisionChild | null = null;
  const vision = startVision({
    modelFolder: baseModel,
    launch: (folder) => (child = launchVisionChild(join(root, "out/app/vision-host.cjs"), folder)),
  });
  onTestFinished(() => {
    vision.stop();
  });
  await vision.ask("assess", { bytes });
  const underWay = vision.ask("assess", { bytes });
  (child as VisionChild | null)?.kill();
  await expect(underWay).rejects.toMatchObject({ code: "vision.interrupted" });
  const ended = Date.now();
  await vision.ask("assess", { bytes });
  expect(Date.now() - ended).toBeLessThan(RETURNS_WITHIN_MS);
});
