import type { BodyView } from "../../../electron/domain/bodyMap/views";

/** The few lines within the outline that tell front from back and palm from sole. */
export const BODY_DETAILS: Readonly<Record<BodyView, readonly string[]>> = {
  front: [
    "M84 57C90 65 95 68 100 68S110 65 116 57",
    "M96 86C86 84 76 86 66 90M104 86C114 84 124 86 134 90",
    "M98.6 176Q100 178.400 101.400 176",
    "M62 204Q80 222 96 226M138 204Q120 222 104 226",
    "M72 314Q80 319 88 314M112 314Q120 319 128 314",
  ],
  back: [
    "M84 55Q100 61 116 55",
    "M100 82V186",
    "M72 98Q88 112 82 132M128 98Q112 112 118 132",
    "M100 194V224",
    "M62 226Q80 238 97 230M138 226Q120 238 103 230",
    "M72 312Q80 309 88 312M112 312Q120 309 128 312",
  ],
  scalp: ["M50 22V50M50 50C58 50 60 58 53 60C44 62 41 50 50 44"],
  palms: [
    "M20 72Q38 72 51 62M19 62Q34 64 49 60M56 68Q46 78 43 100",
    "M148 72Q130 72 117 62M149 62Q134 64 119 60M112 68Q122 78 125 100",
  ],
  soles: ["M11 44Q26 36 44 44M17 92Q26 86 36 92", "M97 44Q82 36 64 44M91 92Q82 86 72 92"],
};

/** What lies beside the skin of a view and is drawn only to tell which way it looks. */
export const BODY_SURROUNDINGS: Partial<Readonly<Record<BodyView, string>>> = {
  scalp: "M45 96L50 104L55 96M17 46Q11 46 11 54T19 62M83 46Q89 46 89 54T81 62",
};
