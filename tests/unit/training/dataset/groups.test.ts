import { expect, it } from "vitest";
import { groupsOf, groupUnit, withGroups } from "../../../../electron/training/dataset/groups";

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

it("gives photos that belong together the same name, and others another", () => {
  const photos = [
    photo("p", "l", "a"),
    photo("q", null, "b"),
    photo(null, "l", "c"),
    photo(null, null, "d"),
  ];
  const [a, b, c, d] = withGroups(photos).map(({ group }) => group);
  expect(a).toBe(c);
  expect(new Set([a, b, d]).size).toBe(3);
});

it.each([
  ["patients where any is named", photo("p", "l", "b"), "patient"],
  ["lesions where only they are", photo(null, "l", "b"), "lesion"],
  ["photos where neither is", photo(null, null, "b"), "image"],
])("tells that groups are %s", (_, known, unit) => {
  expect(groupUnit([photo(null, null, "a"), known])).toBe(unit);
});
