import { defineConfig } from "vitest/config";

/**
 * The trainer process gives way to all other work: beside other tests it would hardly get on. What
 * promises people a time must have the computer to itself, too.
 */
const ALONE =
  "tests/integration/{fullDisk,traces,trainerProcess,trainingRuns,visionReturns}.test.ts";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.ts"],
          maxWorkers: "100%",
          // On a computer that has other work, too.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["tests/integration/*.test.ts"],
          exclude: [ALONE],
          // Real processes with a real model on two cores; each waits for others half of its time.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "alone",
          include: [ALONE],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    // TensorFlow's addon does not survive being loaded in several threads of one process.
    pool: "forks",
    coverage: {
      provider: "v8",
      reportsDirectory: "out/coverage",
      reporter: ["text", "html"],
      include: ["electron/{domain,store,vision,training}/**/*.ts"],
      // Processes and threads of their own: integration tests start them.
      exclude: ["**/{host,client,childProcess}.ts", "electron/training/augmentWorker.ts"],
      thresholds: Object.fromEntries(
        ["domain", "store", "vision", "training"].map((room) => [
          `electron/${room}/**`,
          { branches: 85 },
        ]),
      ),
    },
  },
});
