import { InfiniteQueryObserver, type QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Envelope } from "../../../electron/contract/bridge";
import { NO_FILTER } from "../../../electron/contract/shapes";
import { call } from "../../../renderer/api/client";
import { createQueryClient } from "../../../renderer/api/queryClient";
import { followEvents } from "../../../renderer/api/storeEvents";
import { answer, answeringMain } from "../../fixtures/answeringMain";

const PAGES = 5;

/** A worklist of some pages on the screen; main takes as long for each of them as the test does. */
async function longList(client: QueryClient) {
  const waiting: ((envelope: Envelope<unknown>) => void)[] = [];
  let version = 1;
  const main = answeringMain(
    () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
  );
  const end = followEvents(client);
  const observer = new InfiniteQueryObserver(client, {
    queryKey: ["photos", "list"],
    queryFn: ({ pageParam, signal }) =>
      call("photos.list", { filter: NO_FILTER, limit: 1, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (_, pages) => pages.length,
  });
  const unsubscribe = observer.subscribe(() => undefined);
  const answerOne = async (): Promise<void> => {
    waiting.shift()?.(answer({ version }));
    await vi.advanceTimersByTimeAsync(1);
  };
  for (let page = 0; page < PAGES; page++) {
    if (page > 0) void observer.fetchNextPage();
    await vi.advanceTimersByTimeAsync(1);
    await answerOne();
  }
  return {
    asked: () => waiting.length,
    answerOne,
    change: () => {
      version++;
      main.tell("store.changed", { nouns: ["photos"] });
    },
    shown: () => observer.getCurrentResult().data?.pages,
    leave: () => {
      unsubscribe();
      end();
    },
  };
}

describe("a list of many pages, while photos come in", () => {
  let client: QueryClient;
  beforeEach(() => {
    vi.useFakeTimers();
    client = createQueryClient(() => undefined);
  });
  afterEach(() => {
    client.clear();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is there although it changes more often than it can be asked for", async () => {
    const list = await longList(client);
    list.change();
    await vi.advanceTimersByTimeAsync(400);
    for (let page = 0; page < PAGES; page++) {
      list.change();
      await vi.advanceTimersByTimeAsync(500);
      expect(list.asked()).toBe(1);
      await list.answerOne();
    }
    expect(list.shown()).toHaveLength(PAGES);
    expect(list.shown()).toContainEqual({ version: 7 });
    list.leave();
  });

  it("is asked for once more where it changed meanwhile, and no more than that", async () => {
    const list = await longList(client);
    list.change();
    await vi.advanceTimersByTimeAsync(400);
    list.change();
    await vi.advanceTimersByTimeAsync(400);
    for (let page = 0; page < PAGES; page++) await list.answerOne();
    expect(list.asked()).toBe(0);
    await vi.advanceTimersByTimeAsync(400);
    for (let page = 0; page < PAGES; page++) await list.answerOne();
    expect(list.shown()).toEqual(Array.from({ length: PAGES }, () => ({ version: 3 })));
    await vi.advanceTimersByTimeAsync(2000);
    expect(list.asked()).toBe(0);
    list.leave();
  });

  it("is asked for no further when nobody looks at it", async () => {
    const list = await longList(client);
    list.change();
    await vi.advanceTimersByTimeAsync(400);
    expect(list.asked()).toBe(1);
    list.leave();
    await list.answerOne();
    expect(list.asked()).toBe(0);
  });
});
