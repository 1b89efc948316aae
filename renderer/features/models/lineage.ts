import type { ModelSummary } from "../../../electron/contract/models";

type Version = Pick<ModelSummary, "version" | "parent" | "state" | "createdAt">;

/** A version in its place, with the lines that are drawn beside it. */
export interface LineageRow<Model extends Version> {
  readonly model: Model;
  /** 0 for the main line, 1 for what branches off it, and so on. */
  readonly depth: number;
  /** The first version of a line that branches off. */
  readonly isBranch: boolean;
  readonly hasAbove: boolean;
  readonly hasBelow: boolean;
  /** Of the lines further left: whether each goes on below this row. */
  readonly open: readonly boolean[];
}

/**
 * Versions from the first on, each below the one it learned on from. The line that leads to the
 * active version runs straight; others branch off.
 */
export function lineageOf<Model extends Version>(models: readonly Model[]): LineageRow<Model>[] {
  const byDate = [...models].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const known = new Set(models.map(({ version }) => version as string));
  const childrenOf = (parent: string): Model[] => byDate.filter((each) => each.parent === parent);
  const leadsToActive = (model: Model): boolean =>
    model.state === "active" || childrenOf(model.version).some(leadsToActive);

  const rowsFrom = (model: Model, place: Omit<LineageRow<Model>, "model" | "hasBelow">) => {
    const children = childrenOf(model.version);
    const straight =
      children.find(leadsToActive) ?? children.filter(({ state }) => state !== "discarded").at(-1);
    const branches = children.filter((child) => child !== straight);
    const rows: LineageRow<Model>[] = [{ model, ...place, hasBelow: children.length > 0 }];
    branches.forEach((branch, index) => {
      const goesOn = straight !== undefined || index < branches.length - 1;
      const open = [...place.open, goesOn];
      rows.push(
        ...rowsFrom(branch, { depth: place.depth + 1, isBranch: true, hasAbove: false, open }),
      );
    });
    if (straight) rows.push(...rowsFrom(straight, { ...place, isBranch: false, hasAbove: true }));
    return rows;
  };

  // What came from elsewhere, or whose parent was deleted, begins a line of its own.
  const firsts = byDate.filter(({ parent }) => parent === null || !known.has(parent));
  return firsts.flatMap((first) =>
    rowsFrom(first, { depth: 0, isBranch: false, hasAbove: false, open: [] }),
  );
}
