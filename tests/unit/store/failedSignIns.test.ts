import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openFailureCount } from "../../../electron/store/failedSignIns";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const first = new Date("2026-03-04T05:06:07Z");
const second = new Date("2026-03-04T05:07:07Z");

it("wrong attempts are counted across restarts, until somebody signs in", () => {
  const file = join(temporaryFolder(), "failed-sign-ins.json");
  expect(openFailureCount(file).read()).toBeNull();
  openFailureCount(file).add(first);
  openFailureCount(file).add(second);
  expect(openFailureCount(file).read()).toEqual({
    ...{ count: 2, first: first.toISOString(), last: second.toISOString() },
  });
  openFailureCount(file).clear();
  expect(existsSync(file)).toBe(false);
});

it("a count that somebody spoiled begins anew, and keeps nobody out", () => {
  const file = join(temporaryFolder(), "failed-sign-ins.json");
  writeFileSync(file, '{"count":-5}');
  const failures = openFailureCount(file);
  expect(failures.read()).toBeNull();
  failures.add(second);
  expect(failures.read()).toMatchObject({ count: 1, first: second.toISOString() });
});
