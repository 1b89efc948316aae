/** Where the sites lie on each view: coarse polygons that the outline cuts to shape. */
import type { Point } from "./curve";
import type { Site } from "./sites";
import { VIEW_DRAWINGS, type BodyView } from "./views";

export interface Region {
  readonly site: Site;
  readonly polygon: readonly Point[];
}

type Corners = readonly (readonly [x: number, y: number])[];

/** A part that the body has on either side. */
type Part = Site extends infer Name ? (Name extends `left-${infer Rest}` ? Rest : never) : never;

const MIDLINE = VIEW_DRAWINGS.front.width / 2;

const EAR: Corners = [
  [19, 29],
  [30, 29],
  [30, 48],
  [19, 46],
];

const HAND: Corners = [
  [55, 216],
  [95, 208],
  [100, 280],
  [55, 280],
];

const UPPER_ARM: Corners = [
  [38, 70],
  [80, 70],
  [80, 152],
  [46, 162],
  [42, 112],
];

const FOREARM: Corners = [
  [46, 162],
  [80, 152],
  [95, 208],
  [55, 216],
];

const FRONT_OF_THIGH: Corners = [
  [5, 232],
  [11, 209],
  [46, 194],
  [60, 312],
  [0, 312],
  [0, 232],
];

const BACK_OF_THIGH: Corners = [
  [3, 234],
  [50, 226],
  [60, 312],
  [0, 312],
  [0, 234],
];

const LOWER_LEG: Corners = [
  [0, 312],
  [60, 312],
  [60, 404],
  [0, 404],
];

const FOOT: Corners = [
  [0, 404],
  [60, 404],
  [60, 440],
  [0, 440],
];

/** Below the neck, without the shoulders. */
const UPPER_TRUNK: Corners = [
  [8, 83],
  [18, 77],
  [38, 70],
  [42, 112],
  [46, 140],
];

/**
 * The regions of each view; where two overlap the first counts. Palms face forward, so the
 * front shows them and the back shows the backs of the hands.
 */
export const REGIONS: Readonly<Record<BodyView, readonly Region[]>> = {
  front: [
    ...sides("front", "ear", EAR),
    middle("scalp", [
      [40, 0],
      [40, 19],
      [8, 15],
    ]),
    middle("face", [
      [21, 15],
      [21, 29],
      [19, 29],
      [19, 46],
      [21, 48],
      [13, 60],
      [6, 66],
    ]),
    middle("neck", [
      [6, 66],
      [13, 60],
      [21, 48],
      [18, 77],
      [8, 83],
    ]),
    middle("genital", [
      [11, 209],
      [5, 232],
    ]),
    ...sides("front", "palm", HAND),
    ...sides("front", "upper-arm", UPPER_ARM),
    ...sides("front", "forearm", FOREARM),
    middle("chest", UPPER_TRUNK),
    middle("abdomen", [
      [46, 140],
      [46, 194],
      [11, 209],
    ]),
    ...sides("front", "thigh", FRONT_OF_THIGH),
    ...sides("front", "lower-leg", LOWER_LEG),
    ...sides("front", "foot", FOOT),
  ],
  back: [
    ...sides("back", "ear", EAR),
    middle("scalp", [
      [40, 0],
      [40, 50],
      [16, 53],
    ]),
    middle("neck", [
      [16, 53],
      [40, 50],
      [18, 77],
      [8, 83],
    ]),
    ...sides("back", "hand", HAND),
    ...sides("back", "upper-arm", UPPER_ARM),
    ...sides("back", "forearm", FOREARM),
    middle("upper-back", UPPER_TRUNK),
    middle("lower-back", [
      [46, 140],
      [46, 182],
    ]),
    middle("buttocks", [
      [50, 182],
      [50, 226],
      [3, 234],
    ]),
    ...sides("back", "thigh", BACK_OF_THIGH),
    ...sides("back", "lower-leg", LOWER_LEG),
    ...sides("back", "foot", FOOT),
  ],
  scalp: [{ site: "scalp", polygon: columns("scalp", 0, 1) }],
  palms: [
    { site: "right-palm", polygon: columns("palms", 0, 0.5) },
    { site: "left-palm", polygon: columns("palms", 0.5, 1) },
  ],
  soles: [
    { site: "right-sole", polygon: columns("soles", 0, 0.5) },
    { site: "left-sole", polygon: columns("soles", 0.5, 1) },
  ],
};

/** A part on both sides, from its corners at the viewer's right. */
function sides(view: "front" | "back", part: Part, corners: Corners): Region[] {
  const atViewersRight = view === "front" ? "left" : "right";
  const atViewersLeft = view === "front" ? "right" : "left";
  return [
    { site: `${atViewersRight}-${part}`, polygon: fromMidline(corners, 1) },
    { site: `${atViewersLeft}-${part}`, polygon: fromMidline(corners, -1) },
  ];
}

/** A part on the midline, from the corners of its right half, top to bottom. */
function middle(site: Site, half: Corners): Region {
  return {
    site,
    polygon: [...fromMidline(half, 1), ...fromMidline([...half].reverse(), -1)],
  };
}

function fromMidline(corners: Corners, direction: 1 | -1): Point[] {
  return corners.map(([x, y]) => ({ x: MIDLINE + direction * x, y }));
}

/** A view's full height between two shares of its width. */
function columns(view: BodyView, from: number, to: number): Point[] {
  const { width, height } = VIEW_DRAWINGS[view];
  return [
    { x: from * width, y: 0 },
    { x: to * width, y: 0 },
    { x: to * width, y: height },
    { x: from * width, y: height },
  ];
}
