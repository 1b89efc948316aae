import { MutationObserver, type MutationObserverOptions } from "@tanstack/react-query";
import { describe, expect, it, vi } from "vitest";
import { createQueryClient } from "../../../renderer/api/queryClient";

/** Something that was asked for, and is refused as soon as the test says so. */
function asked(options: Pick<MutationObserverOptions, "onError"> = {}) {
  const told = vi.fn<(error: unknown) => void>();
  const failure = new Error("the disk is full");
  let refuse: (reason: Error) => void = () => undefined;
  const answer = new Promise((_, reject) => {
    refuse = reject;
  });
  const observer = new MutationObserver(createQueryClient(told), {
    ...options,
    mutationFn: () => answer,
  });
  const leave = observer.subscribe(() => undefined);
  const answered = observer.mutate(undefined).catch(() => undefined);
  return {
    observer,
    leave,
    refuse: async (): Promise<void> => {
      refuse(failure);
      await answered;
    },
    told: () => told.mock.calls,
    failure,
  };
}

describe("what failed", () => {
  it("is told in passing where whoever asked for it has left", async () => {
    const { leave, refuse, told, failure } = asked();
    leave();
    await refuse();
    expect(told()).toEqual([[failure]]);
  });

  it("is told where something else was asked for in the same place meanwhile", async () => {
    const { observer, refuse, told } = asked();
    void observer.mutate(undefined).catch(() => undefined);
    observer.reset();
    await refuse();
    expect(told()).toHaveLength(2);
  });

  it("is left to whoever asked for it, who is there and shows it", async () => {
    const { observer, refuse, told, failure } = asked();
    await refuse();
    expect(observer.getCurrentResult().error).toBe(failure);
    expect(told()).toEqual([]);
  });

  it("is left to whoever tells it in words of their own", async () => {
    const onError = vi.fn();
    const { leave, refuse, told } = asked({ onError });
    leave();
    await refuse();
    expect(onError).toHaveBeenCalledOnce();
    expect(told()).toEqual([]);
  });
});
