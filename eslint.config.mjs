// Strict rules for every TypeScript file, and the directions between the rooms of the house
// (docs/ARCHITECTURE.md). tests/integration/layers.test.ts shows that a broken one fails.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Every room below electron/ and the rooms it may import. What is not named is forbidden. */
const ROOMS = {
  domain: [],
  contract: ["domain"],
  demo: ["domain"],
  processes: [],
  store: ["domain", "contract"],
  vision: ["domain", "contract", "processes"],
  training: ["domain", "contract", "processes", "vision", "demo"],
  reports: ["domain", "contract", "processes"],
  exchange: ["domain", "contract"],
  workflows: ["domain", "contract", "store", "vision", "training", "reports", "exchange", "demo"],
  ipc: ["domain", "contract", "store", "vision", "workflows"],
  commands: [
    "domain",
    "contract",
    "store",
    "vision",
    "training",
    "reports",
    "exchange",
    "workflows",
  ],
  cli: ["domain", "contract", "vision", "reports", "workflows", "commands"],
  shell: ["domain", "contract", "processes", "store", "vision", "training", "reports"],
};

/** Files of vision that training shares; the rest is how photos are served, not learned. */
const SHARED_WITH_TRAINING = [
  "network",
  "decode",
  "framing",
  "resample",
  "calibration",
  "familiarity",
  "presence",
  "greenSquares",
];

for (const entry of readdirSync(join(import.meta.dirname, "electron"), { withFileTypes: true })) {
  if (entry.isDirectory() && !(entry.name in ROOMS)) {
    throw new Error(`electron/${entry.name} has no place in the table of rooms`);
  }
}

const noElectron = {
  name: "electron",
  message: "Only main, application, preload, ipc/register and shell may use Electron.",
};

/** Of Electron, only ipc/register and preload may use the raw channels. */
const noChannels = {
  name: "electron",
  importNames: ["ipcMain", "ipcRenderer"],
  message: "Requests go through ipc/register, the window's side through preload.",
};

/** What a file of a room may not import. */
function patternsOf(room) {
  const allowed = ROOMS[room];
  const forbidden = Object.keys(ROOMS).filter((name) => name !== room && !allowed.includes(name));
  const group = forbidden.flatMap((name) => [`**/${name}/**`, `../${name}/**`]);
  const patterns = [{ group, message: `electron/${room} may only import: ${allowed.join(", ")}.` }];
  if (room === "training") {
    patterns.push({
      group: ["**/vision/*", ...SHARED_WITH_TRAINING.map((name) => `!**/vision/${name}`)],
      message: `Of vision, training may only import: ${SHARED_WITH_TRAINING.join(", ")}.`,
    });
  }
  return patterns;
}

/** A configuration that restricts the imports of some files. */
const restrict = (files, paths, patterns = []) => ({
  files,
  rules: { "@typescript-eslint/no-restricted-imports": ["error", { paths, patterns }] },
});

const directions = [
  ...Object.keys(ROOMS).map((room) =>
    restrict(
      [`electron/${room}/**/*.ts`],
      [room === "shell" ? noChannels : noElectron],
      patternsOf(room),
    ),
  ),
  restrict(["electron/ipc/register.ts"], [], patternsOf("ipc")),
  restrict(["electron/{main,application}.ts"], [noChannels]),
  restrict(["electron/{cli,clinic,words}.ts"], [noElectron]),
  restrict(
    ["renderer/**/*.{ts,tsx}"],
    [noElectron],
    [
      {
        regex: "/electron/(?!domain/|contract/)",
        message: "The window may only import domain and contract.",
      },
    ],
  ),
];

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
      // What is taken out of an object so that the rest goes on without it.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
    },
  },
  { files: ["**/*.mjs"], extends: [tseslint.configs.base] },
  { files: ["renderer/**/*.{ts,tsx}"], ...reactHooks.configs.flat["recommended-latest"] },
  ...directions,
);
