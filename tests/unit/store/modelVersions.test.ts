import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ModelVersion } from "../../../electron/contract/models";
import { unguarded } from "../../../electron/store/keyFile";
import type { NewModelVersion } from "../../../electron/store/modelVersions";
import { openStore } from "../../../electron/store/open";
import { confirmedPhoto } from "../../fixtures/confirmedPhotos";
import { temporaryFolder } from "../../fixtures/temporaryFolder";
import { startedRun } from "../../fixtures/trainingRuns";

const at = new Date("2026-03-05T14:00:00Z");
const base = ModelVersion.parse("base-2");
const first = ModelVersion.parse("clinic-1");
const promotion = { by: "Dr. Ines Albrecht", kind: "promotion", overrideReason: null } as const;

function newVersion(version: string, given: Partial<NewModelVersion> = {}): NewModelVersion {
  return {
    version: ModelVersion.parse(version),
    parent: null,
    origin: "retrained",
    state: "candidate",
    manifestHash: `hash of ${version}`,
    createdAt: "2026-03-05T14:00:00.000Z",
    recipe: "quick",
    photos: 300,
    balancedAccuracy: { part: "hold-out", value: 0.8 },
    runId: null,
    ...given,
  };
}

/** A clinic with the shipped version, which is active, and a candidate. */
function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const { modelVersions: versions } = store;
  const created = "2026-01-01T00:00:00.000Z";
  versions.add(newVersion(base, { origin: "shipped", state: "active", createdAt: created }));
  versions.add(newVersion(first, { parent: base }));
  return { store, versions };
}

describe("model versions", () => {
  it("are listed with the active one first, then the latest", () => {
    const { versions } = clinic();
    versions.add(newVersion("clinic-2", { createdAt: "2026-02-01T00:00:00.000Z" }));
    const names = (): string[] => versions.list().map(({ version }) => version);
    expect(names()).toEqual([base, first, "clinic-2"]);
    versions.activate(first, promotion, at);
    expect(names()).toEqual([first, "clinic-2", base]);
    expect(versions.find(first)).toEqual({
      ...newVersion(first, { parent: base, state: "active" }),
      note: "",
      analyses: 0,
    });
  });

  it("have one active among them, and the former stays available", () => {
    const { versions } = clinic();
    versions.activate(first, { ...promotion, overrideReason: "asked for by the maker" }, at);
    versions.activate(base, { by: null, kind: "roll-back", overrideReason: null }, at);
    expect(versions.active()?.version).toBe(base);
    expect(versions.find(first)?.state).toBe("available");
    expect(versions.promotions(first)).toEqual([
      {
        at: at.toISOString(),
        by: null,
        from: first,
        to: base,
        kind: "roll-back",
        overrideReason: null,
      },
      {
        ...{ at: at.toISOString(), by: "Dr. Ines Albrecht", from: base, to: first },
        ...{ kind: "promotion", overrideReason: "asked for by the maker" },
      },
    ]);
  });

  it("have none active before the first, which takes nobody's place", () => {
    const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
    onTestFinished(() => {
      store.close();
    });
    const { modelVersions: versions } = store;
    // One from elsewhere comes without figures.
    const foreign = newVersion("foreign-1", { origin: "imported", balancedAccuracy: null });
    versions.add(foreign);
    expect(versions.active()).toBeNull();
    versions.activate(foreign.version, promotion, at);
    expect(versions.active()).toMatchObject({ version: "foreign-1", balancedAccuracy: null });
    expect(versions.promotions("foreign-1")).toMatchObject([{ from: null, to: "foreign-1" }]);
  });

  it("keep a note, and what discards them", () => {
    const { versions } = clinic();
    versions.annotate(first, "first try, few melanomas");
    versions.discard(first);
    expect(versions.find(first)).toMatchObject({
      note: "first try, few melanomas",
      state: "discarded",
    });
  });

  it("bear a name once", () => {
    const { versions } = clinic();
    expect(() => {
      versions.add(newVersion(first));
    }).toThrow(expect.objectContaining({ code: "model.exists", details: { version: first } }));
  });

  it("count the analyses that name them", () => {
    const { store, versions } = clinic();
    for (const name of ["a", "b"]) {
      confirmedPhoto(store, { name, patientId: null, diagnosis: "nv", modelVersion: first });
    }
    expect(versions.list().map(({ analyses }) => analyses)).toEqual([0, 2]);
  });
});

describe("removing a model version", () => {
  const inUse: unknown = expect.objectContaining({ code: "model.in-use" });

  it("forgets it and what it learned from", () => {
    const { store, versions } = clinic();
    const id = startedRun(store, { version: first, learned: ["a"] });
    store.trainingRuns.interrupt(id, null);
    confirmedPhoto(store, { name: "a", patientId: null, diagnosis: "nv" });
    expect(store.trainingCases.all(first)).toMatchObject([{ learned: true }]);
    versions.remove(first);
    expect(versions.find(first)).toBeNull();
    expect(store.trainingCases.all(first)).toMatchObject([{ learned: false }]);
  });

  it("asks for nothing where there is none", () => {
    const { versions } = clinic();
    versions.remove(ModelVersion.parse("clinic-9"));
    expect(versions.list()).toHaveLength(2);
  });

  it("is refused for the active one", () => {
    const { versions } = clinic();
    versions.activate(first, promotion, at);
    expect(() => {
      versions.remove(first);
    }).toThrow(inUse);
  });

  it("is refused where an analysis names it", () => {
    const { store, versions } = clinic();
    confirmedPhoto(store, { name: "a", patientId: null, diagnosis: "nv", modelVersion: first });
    expect(() => {
      versions.remove(first);
    }).toThrow(inUse);
  });

  it("is refused where another version goes on from it, or a run is about to", () => {
    const { store, versions } = clinic();
    versions.add(newVersion("clinic-2", { parent: first }));
    expect(() => {
      versions.remove(first);
    }).toThrow(inUse);
    versions.remove(ModelVersion.parse("clinic-2"));
    const id = startedRun(store, { version: "clinic-3", parent: first });
    expect(() => {
      versions.remove(first);
    }).toThrow(inUse);
    store.trainingRuns.end(id, { state: "cancelled" }, at);
    versions.remove(first);
    expect(versions.list().map(({ version }) => version)).toEqual([base]);
  });
});
