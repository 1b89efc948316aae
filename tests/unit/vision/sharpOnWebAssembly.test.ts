import Module, { createRequire } from "node:module";
import { afterEach, describe, expect, it, vi } from "vitest";

const require = createRequire(import.meta.url);
const NATIVE = "@img/sharp-linux-x64/sharp.node";
const loader = Module as unknown as { _resolveFilename: unknown };
const { _resolveFilename: resolve } = loader;
const { versions, platform } = process;

/** Where a file is found after the start of a process that is one of Electron's, or is not. */
async function found(file: string, on: NodeJS.Platform, isElectron: boolean): Promise<string> {
  const told = isElectron ? { ...versions, electron: "40.0.0" } : versions;
  Object.defineProperty(process, "versions", { ...PROPERTY, value: told });
  Object.defineProperty(process, "platform", { ...PROPERTY, value: on });
  vi.resetModules();
  await import("../../../electron/vision/sharpOnWebAssembly");
  return require.resolve(file);
}

const PROPERTY = { configurable: true, enumerable: true, writable: false } as const;

afterEach(() => {
  loader._resolveFilename = resolve;
  Object.defineProperty(process, "versions", { ...PROPERTY, value: versions });
  Object.defineProperty(process, "platform", { ...PROPERTY, value: platform });
});

describe("sharp", () => {
  it("is WebAssembly in Electron on Linux, where two GLibs would corrupt one another", async () => {
    expect(await found(NATIVE, "linux", true)).toContain("sharp-wasm32");
    expect(await found("@img/sharp-linuxmusl-arm64/sharp.node", "linux", true)).toContain(
      "sharp-wasm32",
    );
    expect(await found("sharp", "linux", true)).not.toContain("wasm32");
  });

  it.skipIf(platform !== "linux" || process.arch !== "x64")(
    "is native under Node, and in Electron elsewhere",
    async () => {
      expect(await found(NATIVE, "linux", false)).toContain("sharp-linux-x64");
      expect(await found(NATIVE, "win32", true)).toContain("sharp-linux-x64");
    },
  );
});
