import { defineConfig } from "@playwright/test";
import { hasNoScreen } from "./tests/e2e/screen";

/** The real window. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "out/e2e",
  // On virtual screens of their own, where each waits for half of its time; on a real one they
  // would take the focus from each other.
  workers: hasNoScreen() ? 3 : 1,
  timeout: 180_000,
  // On machines that others use, too; build/test.mjs tells what needed it.
  retries: process.env["CI"] ? 1 : 0,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"], ["json", { outputFile: "out/e2e-report.json" }]],
  projects: [
    { name: "window", testMatch: "*.spec.ts" },
    // The sizes that people come with, where smaller ones show the same: npm run test:long.
    { name: "long", testMatch: "*.long.ts" },
    // Photographs the window for the documentation: npm run screenshots.
    { name: "screenshots", testMatch: "screenshots.ts" },
    // Tries out what was built: npm run package.
    { name: "package", testMatch: "packaged.ts" },
  ],
});
