import { expect, it } from "vitest";
import {
  createCancellableTurns,
  inTurns,
  stepsInTurns,
  turnsUntil,
} from "../../../electron/workflows/inTurns";

function* threeSteps(): Generator<number, string> {
  yield 1 / 3;
  yield 2 / 3;
  return "done";
}

it("takes steps to their result, with a pause after each", async () => {
  const shares: number[] = [];
  const turn = (share: number): Promise<void> => {
    shares.push(share);
    return Promise.resolve();
  };
  expect(await stepsInTurns(threeSteps(), turn)).toBe("done");
  expect(shares).toEqual([1 / 3, 2 / 3]);
});

it("ends once the clinic is being locked, at the next pause", async () => {
  const locking = new AbortController();
  const turn = turnsUntil(locking.signal);
  expect(await stepsInTurns(threeSteps(), turn)).toBe("done");
  const seen: number[] = [];
  const work = inTurns([1, 2, 3], (item) => seen.push(item), turn);
  locking.abort();
  await expect(work).rejects.toThrow("session.locked");
  await expect(stepsInTurns(threeSteps(), turn)).rejects.toThrow("session.locked");
});

it("gives up what is under way for what begins after it, and for the lock", async () => {
  const ending = new AbortController();
  const turns = createCancellableTurns("export.cancelled", ending.signal);
  const first = turns.begin();
  await first();
  const second = turns.begin();
  await expect(first()).rejects.toMatchObject({ code: "export.cancelled" });
  await second();
  turns.cancel();
  await expect(second()).rejects.toMatchObject({ code: "export.cancelled" });
  const third = turns.begin();
  await third();
  ending.abort();
  await expect(third()).rejects.toMatchObject({ code: "export.cancelled" });
});
