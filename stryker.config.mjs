// npm run mutation: changes the rules of electron/domain, one place at a time, and counts the changes
// that no unit test notices.
/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  // Drawings are no rules: nobody is misled where a line runs by a hair elsewhere.
  mutate: ["electron/domain/**/*.ts", "!electron/domain/bodyMap/{regions,views}.ts"],
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "tests/mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  // Changed constants of a module would each need all tests in a process of their own: a night.
  ignoreStatic: true,
  // What the unit tests of the domain do without.
  ignorePatterns: ["/models", "/out", "/docs", "/bench", "/build", "/resources"],
  tempDirName: "out/stryker",
  cleanTempDir: "always",
  reporters: ["progress-append-only", "clear-text", "html", "json"],
  htmlReporter: { fileName: "out/mutation/report.html" },
  jsonReporter: { fileName: "out/mutation/report.json" },
  thresholds: { high: 90, low: 80, break: 75 },
};
