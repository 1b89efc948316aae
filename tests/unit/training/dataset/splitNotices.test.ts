import { describe, expect, it } from "vitest";
import { noticeText, type SplitNotice } from "../../../../electron/training/dataset/splitNotices";

describe("what readers of a split's figures must know", () => {
  it.each<[SplitNotice, string]>([
    [{ notice: "not-grouped", photos: 12 }, "Of 12 photos neither patient nor lesion is known"],
    [
      { notice: "copies-apart", photos: 2 },
      "2 photos are copies of others that name another lesion",
    ],
    [{ notice: "by-image", groups: 3 }, "Split by image: 3 lesions or patients"],
    [{ notice: "groups-shared", groups: 4 }, "4 lesions or patients have photos on several sides"],
    [{ notice: "part-drawn", part: "val" }, "has no part val; it was drawn from the training"],
    [
      { notice: "classes-missing", part: "test", classes: ["df", "vasc"] },
      "The part test has no photo of df, vasc.",
    ],
  ])("is a sentence: $notice", (notice, words) => {
    expect(noticeText(notice)).toContain(words);
  });

  it("is said wherever figures look better than they are", () => {
    for (const notice of ["by-image", "groups-shared"] as const) {
      expect(noticeText({ notice, groups: 1 })).toContain("look better than they are");
    }
  });
});
