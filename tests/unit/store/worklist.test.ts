import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PhotoFilter } from "../../../electron/contract/shapes";
import { unguarded } from "../../../electron/store/keyFile";
import { migrate } from "../../../electron/store/migrations/migrate";
import { openStore } from "../../../electron/store/open";
import { pageSql, totalSql } from "../../../electron/store/worklist";
import { newAnalysis, newPhoto, photoFilter } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const midnight = new Date("2026-03-05T00:00:00Z");

function worklist() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const { photos, analyses } = store;
  const add = (
    name: string,
    day: number,
    ...[level, score]: Parameters<typeof newAnalysis> | []
  ): void => {
    const at = new Date(Date.UTC(2026, 2, day, 12));
    const id = photos.add(newPhoto(name, null), at);
    if (level !== undefined && score !== undefined) {
      analyses.add(id, newAnalysis(level, score), at);
    }
  };
  add("routine low", 4, "routine", 0.05);
  add("urgent old", 3, "urgent", 0.8);
  add("cannot", 5, "cannot-assess", 0.99);
  add("urgent new", 4, "urgent", 0.8);
  add("waiting", 5);
  add("urgent high", 1, "urgent", 0.95);
  add("soon", 5, "soon", 0.4);
  const page = (filter: Partial<PhotoFilter>, limit = 50, offset = 0) =>
    photos.list(photoFilter(filter), midnight, limit, offset);
  const names = (filter: Partial<PhotoFilter>, limit?: number, offset?: number): string[] =>
    page(filter, limit, offset).photos.map(({ name }) => name.replace(".jpg", ""));
  return { add, page, names };
}

describe("the worklist", () => {
  it("begins with what waits, then goes by urgency, score and age", () => {
    expect(worklist().names({})).toEqual([
      "waiting",
      "urgent high",
      "urgent new",
      "urgent old",
      "soon",
      "routine low",
      "cannot",
    ]);
  });

  it("comes in pages, and counts what passes and what there is", () => {
    const { page, names } = worklist();
    expect(names({}, 2, 2)).toEqual(["urgent new", "urgent old"]);
    const { total, counts } = page({ levels: ["urgent", "cannot-assess"] }, 1);
    expect(total).toBe(4);
    expect(counts).toEqual({ urgent: 3, soon: 1, routine: 1, "cannot-assess": 1 });
  });

  it("is narrowed by level and day, together", () => {
    const { names } = worklist();
    expect(names({ levels: ["routine", "soon"] })).toEqual(["soon", "routine low"]);
    expect(names({ today: true })).toEqual(["waiting", "soon", "cannot"]);
    expect(names({ today: true, levels: ["soon"] })).toEqual(["soon"]);
  });

  it("shows photos with equal scores the latest first, those of one second as they came", () => {
    const { add, names } = worklist();
    add("twin, first", 2, "soon", 0.3);
    add("twin, second", 2, "soon", 0.3);
    add("twin, later", 3, "soon", 0.3);
    expect(names({ levels: ["soon"] })).toEqual([
      "soon",
      "twin, later",
      "twin, first",
      "twin, second",
    ]);
  });

  it.each<[Partial<PhotoFilter>, string]>([
    [{}, "SCAN queue USING COVERING INDEX queue_in_order"],
    [
      { levels: ["urgent", "routine"] },
      "SEARCH queue USING COVERING INDEX queue_in_order (urgency=?)",
    ],
    [{ today: true }, "SCAN queue USING COVERING INDEX queue_in_order"],
    [{ unassigned: true }, "SEARCH queue USING COVERING INDEX queue_unassigned (unassigned=?)"],
    [
      { unconfirmed: true, levels: ["urgent"] },
      "SEARCH queue USING COVERING INDEX queue_unconfirmed (outcome_id=? AND urgency=?)",
    ],
    [
      { awaitingHistology: true, today: true },
      "SEARCH queue USING COVERING INDEX queue_awaiting (awaits_histology=?)",
    ],
    [
      { disagreement: true, today: true },
      "SEARCH queue USING COVERING INDEX queue_disagreeing (disagreement>?)",
    ],
  ])("finds the page of %j in the order of an index, without sorting", (filter, plan) => {
    expect(planOf(pageSql(photoFilter(filter)))).toEqual([plan]);
  });

  it.each<[Partial<PhotoFilter>, string]>([
    [{}, "queue_counts"],
    [{ levels: ["urgent"], unconfirmed: true }, "queue_counts"],
    [{ today: true, unassigned: true }, "queue USING COVERING INDEX queue_by_time (added_at>?)"],
  ])("counts %j without a look at every photo", (filter, plan) => {
    const steps = planOf(totalSql(photoFilter(filter)));
    expect(steps).toHaveLength(1);
    expect(steps[0]).toContain(plan);
  });
});

function planOf(sql: string): string[] {
  const database = new Database(":memory:");
  migrate(database);
  const plan = database
    .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all({ since: 0, limit: 100, offset: 200 })
    .map(({ detail }) => detail);
  database.close();
  return plan;
}
