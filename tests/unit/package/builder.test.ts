import { FuseV1Options } from "@electron/fuses";
import { describe, expect, it } from "vitest";
import { fuses } from "../../../build/package/builder.mjs";

/** As electron-builder names them: `RunAsNode` is `runAsNode`. */
const NAMES = Object.keys(FuseV1Options)
  .filter((key) => /^[A-Z]/.test(key))
  .map((key) => key.charAt(0).toLowerCase() + key.slice(1));

describe("the fuses of a package", () => {
  it("are all decided on", () => {
    expect(Object.keys(fuses("45.4.1")).sort()).toEqual(NAMES.sort());
  });

  it("let in nobody who has an environment variable, a debugger or another archive", () => {
    expect(fuses("45.4.1")).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
    });
  });

  it("name none that the older Electron of a package registry does not have", () => {
    expect(fuses("22.3.25")).not.toHaveProperty("grantFileProtocolExtraPrivileges");
  });
});
