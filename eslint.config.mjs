// Strict rules for every TypeScript file, and the directions between the rooms of the house
// (docs/ARCHITECTURE.md). tests/integration/layers.test.ts shows that a broken direction fails.
import boundaries from "eslint-plugin-boundaries";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["out/**", "node_modules/**", "**/*.cjs", "build/offline/**"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.mjs", "build/*.mjs"] } },
    },
  },
);
