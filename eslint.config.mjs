// Strict rules for every TypeScript file, and the directions between the rooms of the house
// (docs/ARCHITECTURE.md). tests/integration/layers.test.ts shows that a broken one fails.
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Every room below electron/ and the rooms it may import. What is not named is forbidden. */
const ROOMS = {
  domain: [],
  contract: ["domain"],
  demo: ["domain"],
  store: ["domain", "contract"],
  vision: ["domain", "contract"],
  training: ["domain", "contract", "vision", "demo"],
  reports: ["domain", "contract"],
  workflows: ["domain", "contract", "store", "vision", "training"],
  ipc: ["domain", "contract", "store", "vision", "workflows"],
  commands: ["domain", "contract", "vision", "training", "reports", "workflows"],
  shell: ["domain", "contract", "store", "vision"],
};

/** Files of vision that training shares; the rest is how photos are served, not learned. */
const SHARED_WITH_TRAINING = [
  "network",
  "decode",
  "framing",
  "resample",
  "calibration",
  "familiarity",
];

/** Places that may import the module `electron`. */
const ELECTRON = ["electron/main.ts", "electron/preload.ts", "electron/ipc/register.ts"];

const noElectron = {
  name: "electron",
  message: "Only main, preload, ipc/register and shell may use Electron.",
};

const rooms = Object.entries(ROOMS).map(([room, allowed]) => {
  const forbidden = Object.keys(ROOMS).filter((name) => name !== room && !allowed.includes(name));
  const group = forbidden.flatMap((name) => [`**/${name}/**`, `../${name}/**`]);
  const patterns = [{ group, message: `electron/${room} may only import: ${allowed.join(", ")}.` }];
  if (room === "training") {
    patterns.push({
      group: ["**/vision/*", ...SHARED_WITH_TRAINING.map((name) => `!**/vision/${name}`)],
      message: `Of vision, training may only import: ${SHARED_WITH_TRAINING.join(", ")}.`,
    });
  }
  return {
    files: [`electron/${room}/**/*.ts`],
    ignores: ELECTRON,
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: room === "shell" ? [] : [noElectron], patterns },
      ],
    },
  };
});

export default defineConfig(
  { ignores: ["out/**", "node_modules/**", "build/offline/**"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ["electron", "renderer", "tests"].map((folder) => `${folder}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // Numbers in a template are clear; what must not slip in is an object or undefined.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  { files: ["**/*.mjs"], extends: [tseslint.configs.base] },
  { files: ["renderer/**/*.{ts,tsx}"], ...reactHooks.configs.flat["recommended-latest"] },
  ...rooms,
  {
    files: ["electron/cli.ts"],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { paths: [noElectron] }] },
  },
  {
    files: ["renderer/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [noElectron],
          patterns: [
            {
              regex: "/electron/(?!domain/|contract/)",
              message: "The window may only import domain and contract.",
            },
          ],
        },
      ],
    },
  },
);
