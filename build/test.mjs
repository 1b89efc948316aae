// Sets up where needed, then checks; ends with one line that counts all tests.
//
//   npm test               types, lint, format, unit and integration tests, the real window
//   npm run check          the same without the window
//                          where CI is set, both ask the registry for known vulnerabilities
//   npm run test:long      what takes long and has a shorter test of the same in npm test
//   npm run screenshots    photographs the window for the documentation
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { electronEnvironment } from "./setup/native.mjs";
import { say } from "./setup/report.mjs";
import { provideDicomPrograms } from "./setup/system.mjs";
import { main, root, setUp } from "./setup.mjs";

/** Node runs each tool's own script: no shell, so paths may hold spaces. */
const tool = (/** @type {string} */ script) => [
  process.execPath,
  join(root, "node_modules", script),
];
const vitestReport = join(root, "out/vitest-report.json");
const windowReport = join(root, "out/e2e-report.json");

/** @typedef {{ name: string, command: string[] }} Check */

/** They run at the same time, since each keeps one core busy. */
const STATIC = [
  { name: "types", command: [...tool("typescript/bin/tsc"), "--build"] },
  { name: "lint", command: [...tool("eslint/bin/eslint.js"), "."] },
  {
    name: "format",
    command: [...tool("prettier/bin/prettier.cjs"), "--check", "--log-level=warn", "."],
  },
];

const TESTS = {
  name: "unit and integration tests",
  command: [
    ...tool("vitest/vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${vitestReport}`,
  ],
};

const playwright = (/** @type {string} */ project) => [
  ...tool("@playwright/test/cli.js"),
  ...["test", `--project=${project}`],
];

/** What is known changes from day to day, also where no line of ours does. */
const VULNERABILITIES = {
  name: "known vulnerabilities",
  command: [process.execPath, join(root, "build/supplyChain/vulnerabilities.mjs")],
};
const WINDOW = { name: "the window", command: playwright("window") };
const LONG = { name: "the window, at length", command: playwright("long") };
const SCREENSHOTS = { name: "screenshots", command: playwright("screenshots") };

/**
 * One after the other; those of a row at the same time.
 *
 * @returns {Check[][]}
 */
function chosenChecks() {
  if (process.argv.includes("--screenshots")) return [[SCREENSHOTS]];
  if (process.argv.includes("--long")) return [[LONG]];
  const checks = [...(process.env.CI ? [[VULNERABILITIES]] : []), STATIC, [TESTS]];
  return process.argv.includes("--check") ? checks : [...checks, [WINDOW]];
}

/**
 * @param {Check} check
 * @param {boolean} isAlone whether its output may come as it is written
 * @returns {Promise<boolean>} whether all is right
 */
async function isRight({ name, command: [program = "", ...args] }, isAlone) {
  if (isAlone) say(`\n── ${name}`);
  const child = spawn(program, args, {
    cwd: root,
    stdio: isAlone ? "inherit" : ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...electronEnvironment(root) },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => (output += text));
  }
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (!isAlone) say(`\n── ${name}${output === "" ? "" : `\n${output}`}`);
  return status === 0;
}

await main(async () => {
  await setUp({ display: true });
  await provideDicomPrograms();
  mkdirSync(join(root, "out"), { recursive: true });
  for (const report of [vitestReport, windowReport]) rmSync(report, { force: true });

  /** @type {string[]} */
  const failed = [];
  for (const row of chosenChecks()) {
    const outcomes = await Promise.all(row.map((check) => isRight(check, row.length === 1)));
    failed.push(...row.filter((_, place) => !outcomes[place]).map(({ name }) => name));
  }

  const counts = countTests();
  if (failed.length > 0) say(`\nnot right: ${failed.join(", ")}`);
  // The window's tests may stall on a busy machine; what needed a second try is told, not hidden.
  if (counts.secondTry > 0) say(`\npassed only on the second try: ${counts.secondTry}`);
  process.stdout.write(
    `\n${counts.passed + counts.secondTry} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
  );
  return failed.length === 0 ? 0 : 1;
});

function countTests() {
  const counts = { passed: 0, secondTry: 0, failed: 0, skipped: 0 };
  if (existsSync(vitestReport)) {
    const report = JSON.parse(readFileSync(vitestReport, "utf8"));
    counts.passed += report.numPassedTests;
    counts.failed += report.numFailedTests;
    counts.skipped += report.numPendingTests;
  }
  if (existsSync(windowReport)) {
    const { stats } = JSON.parse(readFileSync(windowReport, "utf8"));
    counts.passed += stats.expected;
    counts.failed += stats.unexpected;
    counts.secondTry += stats.flaky;
    counts.skipped += stats.skipped;
  }
  return counts;
}
