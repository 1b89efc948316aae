/** Files by the hundred, good and bad ones mixed, as a nurse brings them in the evening. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeManyPhotos, writeRefusedFiles } from "../fixtures/manyPhotos";
import { choosePhotos, expect, visionReady, type Clinic } from "./clinic";

/** How long files by the hundred may take on a machine that has other work. */
const INTAKE_MS = 500_000;

/**
 * Takes them in, and checks that the good ones stand in the queue, most urgent first, and that each
 * bad one is listed with its code.
 *
 * @param bad of all files; the good ones, `goodForEachBad` times as many, come in between
 */
export async function takeInMany(
  clinic: Clinic,
  { bad: badCount, goodForEachBad }: { readonly bad: number; readonly goodForEachBad: number },
): Promise<void> {
  const { window } = clinic;
  const folder = mkdtempSync(join(tmpdir(), "lentigo-many-"));
  const goodCount = badCount * goodForEachBad;
  const good = await writeManyPhotos(folder, goodCount);
  const bad = await writeRefusedFiles(folder, badCount);
  await visionReady(clinic);
  await choosePhotos(
    clinic,
    bad.flatMap(({ file }, index) => [
      ...good.slice(index * goodForEachBad, (index + 1) * goodForEachBad),
      file,
    ]),
  );
  // The queue can be used while photos arrive.
  await window.getByTestId("queue-row").first().click();
  await expect(window.getByText(`${String(goodCount)} photos added`)).toBeVisible({
    timeout: INTAKE_MS,
  });
  const refused = window.getByTestId("intake-refused").locator("[data-code]");
  const listed = await refused.evaluateAll((lines) =>
    lines.map((line) => [line.querySelector("span")?.textContent, line.getAttribute("data-code")]),
  );
  // Three are under way at a time, so they come to an end in another order.
  expect(listed.sort()).toEqual(bad.map(({ name, code }) => [name, code]).sort());
  rmSync(folder, { recursive: true, force: true });

  const { total, photos } = await clinic.ask("photos.list", {
    filter: { levels: [], unassigned: false, today: false },
    limit: goodCount,
    offset: 0,
  });
  expect(total).toBe(goodCount);
  const order = ["urgent", "soon", "routine", "cannot-assess"];
  const levels = photos.map(({ analysis }) => order.indexOf(analysis?.level ?? ""));
  expect(levels).toEqual([...levels].sort((a, b) => a - b));
}
