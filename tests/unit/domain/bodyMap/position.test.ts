import { describe, expect, it } from "vitest";
import { closedPolygon, isInside } from "../../../../electron/domain/bodyMap/curve";
import { centreOf, siteAt } from "../../../../electron/domain/bodyMap/position";
import { SITES } from "../../../../electron/domain/bodyMap/sites";
import { BODY_VIEWS, VIEW_DRAWINGS } from "../../../../electron/domain/bodyMap/views";

describe("the body map", () => {
  it.each([
    ["front", 0.5, 0.09, "face"],
    ["front", 0.5, 0.02, "scalp"],
    ["back", 0.5, 0.09, "scalp"],
    ["front", 0.5, 0.17, "neck"],
    ["front", 0.5, 0.25, "chest"],
    ["back", 0.5, 0.25, "upper-back"],
    ["front", 0.5, 0.38, "abdomen"],
    ["back", 0.5, 0.37, "lower-back"],
    ["front", 0.5, 0.5, "genital"],
    ["back", 0.55, 0.47, "buttocks"],
    ["front", 0.77, 0.3, "left-upper-arm"],
    ["back", 0.77, 0.3, "right-upper-arm"],
    ["front", 0.175, 0.44, "right-forearm"],
    ["front", 0.12, 0.54, "right-palm"],
    ["back", 0.12, 0.54, "left-hand"],
    ["front", 0.6, 0.6, "left-thigh"],
    ["front", 0.6, 0.8, "left-lower-leg"],
    ["front", 0.4, 0.97, "right-foot"],
    ["front", 0.605, 0.082, "left-ear"],
    ["scalp", 0.5, 0.5, "scalp"],
    ["palms", 0.2, 0.7, "right-palm"],
    ["soles", 0.75, 0.5, "left-sole"],
  ] as const)("%s view at %f, %f shows the %s", (view, x, y, site) => {
    expect(siteAt({ view, x, y })).toBe(site);
  });

  it.each([
    ["front", 0.02, 0.02],
    ["front", 0.5, 0.8],
    ["palms", 0.5, 0.2],
  ] as const)("%s view at %f, %f is beside the body", (view, x, y) => {
    expect(siteAt({ view, x, y })).toBeNull();
  });

  it.each(SITES)("has a place in the middle of the %s", (site) => {
    expect(siteAt(centreOf(site))).toBe(site);
  });

  it.each(BODY_VIEWS)("names a site wherever the %s view shows skin", (view) => {
    const { width, height, outlines } = VIEW_DRAWINGS[view];
    const polygons = outlines.map(closedPolygon);
    const unnamed: string[] = [];
    for (let x = 0.005; x < 1; x += 0.015) {
      for (let y = 0.005; y < 1; y += 0.01) {
        const isSkin = polygons.some((polygon) =>
          isInside({ x: x * width, y: y * height }, polygon),
        );
        if (isSkin && siteAt({ view, x, y }) === null) unnamed.push(`${String(x)}, ${String(y)}`);
      }
    }
    expect(unnamed).toEqual([]);
  });

  it.each(BODY_VIEWS)("is drawn within the %s view", (view) => {
    const { width, height, outlines } = VIEW_DRAWINGS[view];
    for (const { x, y } of outlines.flatMap(closedPolygon)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(height);
    }
  });
});
