import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PhotoFilter } from "../../../electron/contract/shapes";
import { unguarded } from "../../../electron/store/keyFile";
import { migrate } from "../../../electron/store/migrations/migrate";
import { openStore } from "../../../electron/store/open";
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
  return { page, names };
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

  it.each([
    ["", "queue_in_order"],
    ["WHERE urgency IN (0, 2)", "queue_in_order"],
    ["WHERE unassigned = 1", "queue_unassigned"],
    ["WHERE outcome_id IS NULL", "queue_unconfirmed"],
    ["WHERE awaits_histology = 1", "queue_awaiting"],
  ])("reads photos %s in the order of an index, without sorting", (condition, index) => {
    const database = new Database(":memory:");
    migrate(database);
    const plan = database
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT photo_id FROM queue ${condition}
         ORDER BY urgency, malignancy DESC, added_at DESC, photo_id LIMIT 100`,
      )
      .all()
      .map(({ detail }) => detail);
    database.close();
    expect(plan).toHaveLength(1);
    expect(plan[0]).toContain(`USING COVERING INDEX ${index}`);
  });
});
