import { defineConfig } from "vitest/config";

/** The unit tests that mutations of the domain are shown to: see stryker.config.mjs. */
export default defineConfig({
  // Instrumented code is slow; mutants that do not end are ended by Stryker.
  test: { include: ["tests/unit/domain/**/*.test.ts"], testTimeout: 60_000, isolate: false },
});
