import { describe, expect, it } from "vitest";
import { siteAt } from "../../../electron/domain/bodyMap/position";
import { draftAtSite, movedToSite, placedAt } from "../../../renderer/features/lesions/lesionDraft";

const abdomen = { view: "front", x: 0.5, y: 0.38 } as const;

describe("the form of a lesion", () => {
  it("begins where the map was clicked, and follows the next click", () => {
    const begun = placedAt(null, abdomen);
    expect(begun).toEqual({ lesion: null, label: "", site: "abdomen", position: abdomen });
    const named = begun && { ...begun, label: "mole" };
    const chest = { ...abdomen, y: 0.25 };
    expect(placedAt(named, chest)).toMatchObject({ label: "mole", site: "chest", position: chest });
  });

  it("stays as it is when the click misses the body", () => {
    const draft = draftAtSite("neck");
    expect(placedAt(draft, { view: "front", x: 0.01, y: 0.01 })).toBe(draft);
    expect(placedAt(null, { view: "front", x: 0.01, y: 0.01 })).toBeNull();
  });

  it("keeps an exact place within the site, and moves to another site's middle", () => {
    const draft = { ...draftAtSite("abdomen"), position: abdomen };
    expect(movedToSite(draft, "abdomen").position).toEqual(abdomen);
    const moved = movedToSite(draft, "left-sole");
    expect(moved.position && siteAt(moved.position)).toBe("left-sole");
  });
});
