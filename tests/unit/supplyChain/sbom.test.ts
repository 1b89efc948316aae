import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { lockedPackages } from "../../../build/supplyChain/lock.mjs";
import { billOfMaterials } from "../../../build/supplyChain/sbom.mjs";

const root = join(import.meta.dirname, "../../..");

const Hash = z.discriminatedUnion("alg", [
  z.object({ alg: z.literal("SHA-512"), content: z.string().regex(/^[0-9a-f]{128}$/) }),
  z.object({ alg: z.literal("SHA-256"), content: z.string().regex(/^[0-9a-f]{64}$/) }),
]);

const Component = z.object({
  type: z.enum(["library", "machine-learning-model"]),
  "bom-ref": z.string().min(1),
  name: z.string().min(1),
  version: z.string().min(1),
  scope: z.enum(["required", "excluded"]),
  purl: z.string().startsWith("pkg:").optional(),
  hashes: z.array(Hash).optional(),
  // One of many, or one expression: CycloneDX 1.6, licenseChoice.
  licenses: z.union([
    z.array(z.object({ license: z.object({ id: z.string().min(1) }) })).min(1),
    z.tuple([z.object({ expression: z.string().min(1) })]),
  ]),
});

/** What CycloneDX 1.6 asks of a list of components, as far as ours goes. */
const BillOfMaterials = z.object({
  $schema: z.literal("http://cyclonedx.org/schema/bom-1.6.schema.json"),
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.literal("1.6"),
  serialNumber: z.templateLiteral(["urn:uuid:", z.uuid()]),
  version: z.int().min(1),
  metadata: z.object({
    timestamp: z.iso.datetime(),
    tools: z.object({ components: z.array(z.object({ type: z.string(), name: z.string() })) }),
    component: z.object({ type: z.literal("application"), "bom-ref": z.string() }),
  }),
  components: z.array(Component),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

describe("the bill of materials", () => {
  const bom = BillOfMaterials.parse(billOfMaterials(root));

  it("names each component once, and refers to none that is not there", () => {
    const refs = bom.components.map((each) => each["bom-ref"]);
    expect(new Set(refs).size).toBe(refs.length);
    const known = new Set([...refs, bom.metadata.component["bom-ref"]]);
    const missing = bom.dependencies
      .flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
      .filter((ref) => !known.has(ref));
    expect(missing).toEqual([]);
  });

  it("holds every package of the lock file, and says which are shipped", () => {
    const scopes = new Map(bom.components.map((each) => [each["bom-ref"], each.scope]));
    for (const { name, version, shipped } of lockedPackages(root)) {
      const scope = scopes.get(`${name}@${version}`);
      // Another copy of the same version may be shipped.
      expect([name, scope]).toEqual([name, shipped ? "required" : expect.any(String)]);
    }
    expect([...scopes].filter(([ref]) => /^vitest@/.test(ref))).toEqual([
      [expect.any(String), "excluded"],
    ]);
  });

  it("holds what npm does not bring: the runtime, TensorFlow's library, the weights", () => {
    const byName = new Map(bom.components.map((each) => [each.name, each]));
    expect(byName.get("electron")?.scope).toBe("required");
    expect(byName.get("libtensorflow")?.version).toMatch(/^2\.\d+\.\d+$/);
    expect(byName.get("lentigo-model")).toMatchObject({
      type: "machine-learning-model",
      licenses: [{ license: { id: "CC-BY-NC-4.0" } }],
    });
    expect(byName.get("better-sqlite3-multiple-ciphers")?.purl).toContain("multiple-ciphers");
  });
});
