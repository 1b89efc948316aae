// npm run sbom: writes what Lentigo is made of as CycloneDX 1.6, into
// out/sbom.cdx.json: npm's list of packages, and what is shipped and comes from nowhere near npm.
// `scope` says what people get: "required" is shipped, "excluded" only builds and checks.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../setup/commands.mjs";
import { usesOfflineElectron } from "../setup/native.mjs";
import { main, root } from "../setup.mjs";
import { lockedPackages } from "./lock.mjs";

/**
 * A component, as far as it is looked at here.
 *
 * @typedef {Record<string, unknown> & { "bom-ref": string, name: string, version: string, purl?: string }} Component
 */

/** Tools, too, whatever NODE_ENV says. */
const NPM_SBOM = [
  ...["sbom", "--sbom-format=cyclonedx", "--package-lock-only", "--include=dev"],
  "--loglevel=silent",
];

/** @param {string} root */
export function billOfMaterials(root) {
  const bom = JSON.parse(run("npm", NPM_SBOM, { cwd: root }));
  const shipped = new Set(
    lockedPackages(root).flatMap((each) => (each.shipped ? [`${each.name}@${each.version}`] : [])),
  );
  /** @type {Component[]} */
  const packages = bom.components;
  const others = notFromNpm(root);
  return {
    ...bom,
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    specVersion: "1.6",
    metadata: {
      ...bom.metadata,
      tools: {
        components: [{ type: "application", name: "npm", version: bom.metadata.tools[0].version }],
      },
      component: { ...bom.metadata.component, type: "application", name: "lentigo" },
    },
    components: [
      ...packages.map((each) => ({
        ...each,
        // npm gives the name that a package is installed under; its own is in the reference.
        name: each["bom-ref"].slice(0, each["bom-ref"].lastIndexOf("@")),
        scope: shipped.has(each["bom-ref"]) ? "required" : "excluded",
        ...(each.name === "electron" && electronRuntime(root)),
      })),
      ...others,
    ],
    dependencies: [...bom.dependencies, ...others.map((each) => ({ ref: each["bom-ref"] }))],
  };
}

/**
 * Where Electron's download is out of reach, another version of it is built in than the lock says.
 *
 * @param {string} root
 */
function electronRuntime(root) {
  if (!usesOfflineElectron(root)) return {};
  const version = readFileSync(join(root, "out/electron/version"), "utf8").trim();
  return { version, purl: `pkg:generic/electron@${version}`, hashes: [] };
}

/**
 * @param {string} root
 * @returns {Component[]}
 */
function notFromNpm(root) {
  const model = JSON.parse(readFileSync(join(root, "models/base/manifest.json"), "utf8"));
  const tensorflow = tensorflowVersion(root);
  return [
    {
      type: "library",
      "bom-ref": `libtensorflow@${tensorflow}`,
      name: "libtensorflow",
      version: tensorflow,
      scope: "required",
      description: "TensorFlow's C library, which @tensorflow/tfjs-node-gpu loads",
      purl: `pkg:generic/libtensorflow@${tensorflow}`,
      licenses: [{ license: { id: "Apache-2.0" } }],
    },
    {
      type: "machine-learning-model",
      "bom-ref": `lentigo-model@${model.version}`,
      name: "lentigo-model",
      version: model.version,
      scope: "required",
      description: "The shipped weights, learned from photos under CC BY-NC 4.0",
      hashes: [{ alg: "SHA-256", content: model.files["weights.bin"] }],
      licenses: [{ license: { id: "CC-BY-NC-4.0" } }],
    },
  ];
}

/** @param {string} root */
function tensorflowVersion(root) {
  const folder = join(root, "node_modules/@tensorflow/tfjs-node-gpu");
  // Left there by build/offline/libtensorflow.sh.
  const wheel = join(folder, "deps/.wheel");
  if (existsSync(wheel)) return /==(\S+)/.exec(readFileSync(wheel, "utf8"))?.[1] ?? "";
  return createRequire(import.meta.url)(join(folder, "scripts/deps-constants.js"))
    .LIBTENSORFLOW_VERSION;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const file = join(root, "out/sbom.cdx.json");
    const bom = billOfMaterials(root);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
    process.stdout.write(`${bom.components.length} components in ${file}\n`);
    return 0;
  });
}
