/** The last few of something, by id; the one that was put in first gives way. */
export interface Latest<Id, T> {
  put(id: Id, item: T): void;
  /** Null where it is not here, or not any more. */
  get(id: Id): T | null;
  drop(id: Id): void;
}

export function keepLatest<Id, T>(most: number): Latest<Id, T> {
  const items = new Map<Id, T>();
  return {
    put(id, item) {
      items.delete(id);
      items.set(id, item);
      for (const first of items.keys()) {
        if (items.size <= most) break;
        items.delete(first);
      }
    },
    get: (id) => items.get(id) ?? null,
    drop(id) {
      items.delete(id);
    },
  };
}
