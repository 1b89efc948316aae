import { defineConfig } from "@playwright/test";

/** The real window; one at a time, since each brings a network that fills both cores. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "out/e2e",
  workers: 1,
  timeout: 120_000,
  // On machines that others use, too; build/test.mjs tells what needed it.
  retries: process.env["CI"] ? 1 : 0,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"], ["json", { outputFile: "out/e2e-report.json" }]],
  projects: [
    { name: "window", testMatch: "*.spec.ts" },
    // Photographs the window for the documentation: npm run screenshots.
    { name: "screenshots", testMatch: "screenshots.ts" },
    // Tries out what was built: npm run package.
    { name: "package", testMatch: "packaged.ts" },
  ],
});
