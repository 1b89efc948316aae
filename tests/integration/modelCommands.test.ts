import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unguarded } from "../../electron/store/keyFile";
import { openStore } from "../../electron/store/open";
import { readModelFiles } from "../../electron/vision/network/installedModel";
import { encodeModelFile } from "../../electron/vision/network/modelFile";
import { lentigo } from "../fixtures/commandLine";
import { writeOtherModel } from "../fixtures/otherModel";
import { temporaryFolder } from "../fixtures/temporaryFolder";

/** A clinic without accounts, and a version from elsewhere as a file. */
async function someClinic() {
  const parent = temporaryFolder();
  const folder = join(parent, "clinic");
  openStore({ folder, guards: [unguarded] }).close();
  const other = join(parent, "elsewhere");
  await writeOtherModel(other, "clinic-1");
  const file = join(parent, "clinic-1.lentigo-model");
  writeFileSync(file, encodeModelFile(await readModelFiles(other)));
  const models = (...args: string[]) => lentigo("models", ...args, "--clinic", folder);
  const listed = async () =>
    (await models("list", "--json")).output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { version: string; state: string });
  return { parent, file, models, listed };
}

describe("lentigo models", () => {
  it("lists, takes in, makes active with a reason, and goes back without one", async () => {
    const { file, models, listed } = await someClinic();
    expect(await listed()).toMatchObject([
      { version: "base-2", state: "active", balancedAccuracy: 0.7936403977442925 },
    ]);
    expect((await models("import", file)).output).toMatch(/^clinic-1 \(candidate\): lentigo, /);

    const refused = await models("promote", "clinic-1");
    expect(refused).toMatchObject({ status: 1, output: "" });
    expect(refused.complaints).toContain("model.reason-needed");
    expect((await models("promote", "clinic-1", "--reason", "short")).status).toBe(2);
    const promoted = await models("promote", "clinic-1", "--reason", "Tested elsewhere.");
    expect(promoted.output).toMatch(/^clinic-1 \(active\)/);
    expect((await models("promote", "base-2")).status).toBe(0);
    expect((await listed()).map(({ version, state }) => [version, state])).toEqual([
      ["base-2", "active"],
      ["clinic-1", "available"],
    ]);
  });

  it("writes a file that others can check, and takes in no damaged one", async () => {
    const { parent, file, models } = await someClinic();
    const out = join(parent, "out.lentigo-model");
    expect((await models("export", "base-2", "--out", out, "--json")).output.trim()).toBe(
      JSON.stringify({ version: "base-2", out }),
    );
    execFileSync("tar", ["-xf", out, "-C", parent]);
    execFileSync("sha256sum", ["--check", "--status", "SHA256SUMS"], { cwd: parent });

    writeFileSync(file, "no model");
    const refused = await models("import", file);
    expect(refused.status).toBe(1);
    expect(refused.complaints).toContain("model.file-foreign");
    expect((await models("import", join(parent, "none"))).complaints).toContain(
      "model.file-unreadable",
    );
    expect((await models("export", "none", "--out", out)).complaints).toContain("model.unknown");
    expect((await models("export", "base-2")).status).toBe(2);
  });
});
