import { expect, it } from "vitest";
import { groupsOf } from "../../../../electron/training/dataset/groups";

const photo = (patientId: string | null, lesionId: string | null, file: string) => ({
  ...{ patientId, lesionId, file },
});

it("joins photos of a patient and of a lesion, in chains, and leaves the others alone", () => {
  const photos = [
    photo("p1", null, "a"),
    photo(null, "l1", "b"),
    photo(null, null, "c"),
    photo("p1", "l1", "d"),
    photo("p2", null, "e"),
  ];
  expect(groupsOf(photos)).toEqual([[0, 1, 3], [2], [4]]);
});

it("joins two rows of one file, whatever they say of it", () => {
  const photos = [photo(null, null, "a"), photo(null, null, "b"), photo(null, "l1", "a")];
  expect(groupsOf(photos)).toEqual([[0, 2], [1]]);
});
