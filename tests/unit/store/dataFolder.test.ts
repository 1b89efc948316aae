import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { dataFolderOf, type Surroundings } from "../../../electron/store/dataFolder";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const SYSTEM: Surroundings = {
  platform: "linux",
  env: { XDG_CONFIG_HOME: "/home/ines/.config" },
  asked: "",
  program: "/opt/Lentigo/lentigo",
};

it("an installed program and one that runs from its sources keep to folders of their own", () => {
  expect(dataFolderOf(SYSTEM)).toBe(join("/home/ines/.config", "Lentigo"));
  expect(dataFolderOf({ ...SYSTEM, program: null })).toBe(
    join("/home/ines/.config", "Lentigo development"),
  );
});

it("what was asked for counts before LENTIGO_DATA, and both before everything else", () => {
  const env = { ...SYSTEM.env, LENTIGO_DATA: "clinic data" };
  expect(dataFolderOf({ ...SYSTEM, env })).toBe(resolve("clinic data"));
  expect(dataFolderOf({ ...SYSTEM, env, program: null })).toBe(resolve("clinic data"));
  expect(dataFolderOf({ ...SYSTEM, env, asked: "/srv/lentigo" })).toBe(resolve("/srv/lentigo"));
});

it("a folder lentigo-data beside an installed program holds its data", () => {
  const stick = temporaryFolder();
  const beside = join(stick, "lentigo-data");
  const program = join(stick, "lentigo");
  expect(dataFolderOf({ ...SYSTEM, program })).not.toBe(beside);
  mkdirSync(beside);
  expect(dataFolderOf({ ...SYSTEM, program })).toBe(beside);
  // What an AppImage runs lies in a folder that is mounted anew each time.
  const env = { ...SYSTEM.env, APPIMAGE: join(stick, "Lentigo.AppImage") };
  expect(dataFolderOf({ ...SYSTEM, env, program: "/tmp/.mount_Lentig/lentigo" })).toBe(beside);
  const inBundle = join(stick, "Lentigo.app/Contents/MacOS/Lentigo");
  expect(dataFolderOf({ ...SYSTEM, platform: "darwin", program: inBundle })).toBe(beside);
});

it("a system that says nothing of its folders has them where they are by custom", () => {
  const home = (platform: NodeJS.Platform): string =>
    dataFolderOf({ ...SYSTEM, platform, env: {} }).slice(homedir().length + 1);
  expect(home("linux")).toBe(join(".config", "Lentigo"));
  expect(home("darwin")).toBe(join("Library", "Application Support", "Lentigo"));
  expect(home("win32")).toBe(join("AppData", "Roaming", "Lentigo"));
});

it("Windows' data lie where programs keep them for a person who moves between computers", () => {
  const env = { APPDATA: String.raw`C:\Users\ines\AppData\Roaming` };
  const folder = dataFolderOf({ ...SYSTEM, platform: "win32", env });
  expect(folder).toBe(join(env.APPDATA, "Lentigo"));
});
