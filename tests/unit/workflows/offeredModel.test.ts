import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOfferedModel, modelFileAmong } from "../../../electron/workflows/offeredModel";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lentigo-offered-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const lengthOf = (bytes: Uint8Array): Promise<number> => Promise.resolve(bytes.length);

describe("a model file that was opened with the application", () => {
  it("is found among the arguments, from wherever it was opened", () => {
    const args = ["/opt/Lentigo/lentigo", "--no-sandbox", "new.lentigo-model"];
    expect(modelFileAmong(args, "/home/ines")).toBe("/home/ines/new.lentigo-model");
    expect(modelFileAmong(["/mnt/a b.lentigo-model"], "/home/ines")).toBe("/mnt/a b.lentigo-model");
    expect(modelFileAmong(["--x=a.lentigo-model", "photo.jpg"], "/home/ines")).toBeNull();
  });

  it("waits until it is taken", async () => {
    const offered = createOfferedModel();
    const file = join(folder, "clinic-1.lentigo-model");
    writeFileSync(file, "1234");
    offered.offer(file);
    expect(offered.name()).toBe("clinic-1.lentigo-model");
    await expect(offered.answer(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(offered.name()).toBe("clinic-1.lentigo-model");
    expect(await offered.answer(lengthOf)).toBe(4);
    expect(offered.name()).toBeNull();
  });

  it("does not take the one that was opened meanwhile with it", async () => {
    const offered = createOfferedModel();
    const [first, second] = ["1.lentigo-model", "2.lentigo-model"].map((name) =>
      join(folder, name),
    );
    writeFileSync(first ?? "", "1");
    offered.offer(first ?? "");
    await offered.answer((bytes) => {
      offered.offer(second ?? "");
      return lengthOf(bytes);
    });
    expect(offered.name()).toBe("2.lentigo-model");
    await expect(offered.answer(lengthOf)).rejects.toMatchObject({ code: "model.file-unreadable" });
    offered.dismiss();
    expect(offered.name()).toBeNull();
  });
});
