import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeModelFile, encodeModelFile } from "../../../../electron/vision/network/modelFile";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

const files = {
  "weights.bin": Uint8Array.from({ length: 1000 }, (_, index) => index % 251),
  "manifest.json": Buffer.from('{"version":"clinic-1"}'),
  "empty.txt": new Uint8Array(0),
};

const refusal = (code: string): unknown => expect.objectContaining({ code });

/** The archive with one file's name put in place of another of the same length. */
function renamed(from: string, to: string): Buffer {
  const archive = encodeModelFile(files).toString("latin1").replaceAll(from, to);
  return Buffer.from(archive, "latin1");
}

describe("a model version as one file", () => {
  it("gives back what was put in, and the same file every time", () => {
    const archive = encodeModelFile(files);
    const decoded = decodeModelFile(archive);
    expect(Object.keys(decoded).sort()).toEqual(Object.keys(files).sort());
    for (const [name, content] of Object.entries(files)) {
      expect(Buffer.from(content).equals(decoded[name] ?? Buffer.from("?"))).toBe(true);
    }
    expect(encodeModelFile(decoded).equals(archive)).toBe(true);
  });

  it("can be unpacked and checked with tar and sha256sum", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "version.lentigo-model"), encodeModelFile(files));
    execFileSync("tar", ["-xf", "version.lentigo-model"], { cwd: folder });
    const checked = execFileSync("sha256sum", ["--check", "SHA256SUMS"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(checked.trim().split("\n")).toEqual([
      "lentigo-model: OK",
      "empty.txt: OK",
      "manifest.json: OK",
      "weights.bin: OK",
    ]);
    expect(readFileSync(join(folder, "manifest.json"), "utf8")).toBe('{"version":"clinic-1"}');
  });

  it("is damaged when any single byte differs", () => {
    const archive = encodeModelFile(files);
    const isRead = (damaged: Buffer): boolean => {
      try {
        decodeModelFile(damaged);
        return true;
      } catch (error) {
        return !(error instanceof Error && "code" in error && String(error.code).includes("file-"));
      }
    };
    const unnoticed = [...archive.keys()].filter((at) => {
      const damaged = Buffer.from(archive);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      return isRead(damaged);
    });
    expect(unnoticed).toEqual([]);
  });

  it("is damaged where an entry's size leads back", () => {
    const archive = encodeModelFile(files);
    archive.write("-0000001000", 124, "latin1");
    expect(() => decodeModelFile(archive)).toThrow(refusal("model.file-damaged"));
  });

  it("is damaged when it was cut short or goes on", () => {
    const archive = encodeModelFile(files);
    for (const length of [100, 600, 2000, archive.length - 1024, archive.length - 1]) {
      expect(() => decodeModelFile(archive.subarray(0, length)), String(length)).toThrow(
        refusal("model.file-damaged"),
      );
    }
    expect(() => decodeModelFile(Buffer.concat([archive, Buffer.alloc(512)]))).toThrow(
      refusal("model.file-damaged"),
    );
  });

  it("is damaged where it has more files than a version, or a header without end", () => {
    const many = Object.fromEntries(
      Array.from({ length: 64 }, (_, index) => [`file-${index}`, new Uint8Array(0)]),
    );
    expect(() => decodeModelFile(encodeModelFile(many))).toThrow(refusal("model.file-damaged"));
    const header = Buffer.from(`{"format":1,"besides":"${"x".repeat(5000)}"}`);
    const archive = encodeModelFile({ "lentigo-model": header });
    // The first entry goes, so that the long one is the header.
    expect(() => decodeModelFile(archive.subarray(1024))).toThrow(refusal("model.file-damaged"));
  });

  it("is damaged where a text is longer than anybody reads, and weights may be", () => {
    const long = Buffer.alloc(9e6, "x");
    expect(() => decodeModelFile(encodeModelFile({ "metrics.json": long }))).toThrow(
      refusal("model.file-damaged"),
    );
    const weights = decodeModelFile(encodeModelFile({ "weights.bin": long }))["weights.bin"];
    expect(weights?.equals(long)).toBe(true);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["a photo", Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ["zeros", Buffer.alloc(4096)],
  ])("refuses %s as foreign", (_, bytes) => {
    expect(() => decodeModelFile(bytes)).toThrow(refusal("model.file-foreign"));
  });

  it("refuses what a newer Lentigo wrote", () => {
    const text = encodeModelFile(files).toString("latin1").replace('{"format":1}', '{"format":2}');
    expect(() => decodeModelFile(Buffer.from(text, "latin1"))).toThrow(
      expect.objectContaining({
        code: "model.file-newer",
        details: { found: 2, supported: 1 },
      }),
    );
  });

  it.each(["../evil.txt", "/etc/passwd", ".hidden", "a/b"])(
    "writes and reads no file %s",
    (name) => {
      const archive = encodeModelFile({ ...files, [name]: Buffer.from("x") });
      expect(() => decodeModelFile(archive)).toThrow(refusal("model.file-damaged"));
      expect(() => decodeModelFile(renamed("empty.txt", name.padEnd(9, "x")))).toThrow(
        refusal("model.file-damaged"),
      );
    },
  );
});
