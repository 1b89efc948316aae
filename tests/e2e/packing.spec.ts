/** What goes into a package, run apart from the sources: nothing of them may be missed. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choosePhotos, expect, startApplication, test as base, visionReady } from "./clinic";
import { foundClinic, keepRecoveryKey } from "./firstRun";

const root = join(import.meta.dirname, "../..");

const test = base.extend<{ staged: string }>({
  staged: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "lentigo-staged-"));
    execFileSync(process.execPath, [join(root, "build/package/stage.mjs"), folder]);
    await use(join(folder, "app"));
    rmSync(folder, { recursive: true, force: true });
  },
});

test("what is packed is all that a photo and a report need", async ({
  staged,
  dataFolder,
  photos,
}) => {
  const program = await startApplication(dataFolder, [], staged);
  const { window } = program;
  await foundClinic(window);
  await keepRecoveryKey(window);
  await visionReady(program);
  await choosePhotos(program, await photos(1));
  await window.getByTestId("queue-row").first().click();
  await expect(window.getByTestId("heatmap")).toBeVisible();
  await window.keyboard.press("r");
  const page = window.getByTestId("report-dialog").getByTestId("report-page").first();
  await expect
    .poll(() => page.evaluate((shown) => (shown as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  expect(program.complaints).toEqual([]);
  await program.close();
});

test("sources, maps, tests and what only builds stay out", ({ staged }) => {
  const files = readdirSync(staged, { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => /\.(map|tsx?|h|cc|py)$|(^|\/)(tests?|docs)\//.test(file))).toEqual(
    [],
  );
  const packages = files.filter((file) => /^node_modules\/(@[^/]+\/)?[^@/][^/]*$/.test(file));
  expect(packages).toContain("node_modules/better-sqlite3");
  for (const builder of ["electron", "vite", "typescript", "playwright"]) {
    expect(packages).not.toContain(`node_modules/${builder}`);
  }
});
