/** docs/COMMAND_LINE.md tells of every command and every option that the help does. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../../fixtures/commandLine";

const page = readFileSync(join(root, "docs/COMMAND_LINE.md"), "utf8");
const folder = join(root, "electron/cli");

const commands = readdirSync(folder).flatMap((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const [, name] = /^ {2}name: "(\w+)",$/m.exec(text) ?? [];
  const [, usage = ""] = /^ {2}usage: `([\s\S]*?)`,$/m.exec(text) ?? [];
  return name === undefined ? [] : [{ name, usage }];
});

it("finds the commands", () => {
  expect(commands.length).toBeGreaterThanOrEqual(17);
});

it.each(commands)("$name stands there with its options", ({ name, usage }) => {
  expect(page).toContain(`npm run -s lentigo -- ${name}`);
  const options = [...new Set(usage.match(/--[a-z-]+/g))];
  expect(options.filter((option) => !page.includes(option))).toEqual([]);
});
