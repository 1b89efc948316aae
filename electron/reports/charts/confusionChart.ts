/** Which class the model called each photo, as counts and as shares of the true class. */
import { fillWords } from "../../contract/errorText";
import {
  COLOURS,
  element,
  HEADING_HEIGHT,
  MARGIN,
  percentText,
  sheet,
  text,
  type Heading,
} from "./drawing";

export interface ConfusionChart {
  readonly heading: Heading;
  /** Names of the classes, for people. */
  readonly names: readonly string[];
  /** Photos by true class (rows) and called class (columns). */
  readonly confusion: readonly (readonly number[])[];
  readonly words: ConfusionWords;
}

export interface ConfusionWords {
  readonly truth: string;
  readonly called: string;
  readonly photos_one: string;
  /** With {{count}}. */
  readonly photos_other: string;
  readonly share: string;
  readonly right: string;
  /** With {{name}}, {{right}} and {{count}}: a sentence about one class. */
  readonly sentence: string;
}

const CELL = { width: 88, height: 60, gap: 2 };
const ROW_LABELS = 152;
const COLUMN_LABELS = 66;
const LEGEND = 64;

export function confusionChart(chart: ConfusionChart): string {
  const { heading, names, confusion, words } = chart;
  const left = MARGIN + ROW_LABELS;
  const top = HEADING_HEIGHT + COLUMN_LABELS;
  const side = names.length;
  const bottom = top + side * CELL.height;
  const rows = confusion.map((counts) => {
    const support = counts.reduce((sum, count) => sum + count, 0);
    return { counts, support };
  });
  return sheet(
    {
      id: "confusion",
      width: left + side * CELL.width + MARGIN,
      height: bottom + LEGEND,
      heading,
      description: describe(chart),
      definitions: scaleGradient(),
    },
    [
      text(left, HEADING_HEIGHT + 18, words.called, { size: 12, colour: COLOURS.inkFaint }),
      text(left - 14, top - 10, words.truth, {
        size: 12,
        colour: COLOURS.inkFaint,
        anchor: "end",
      }),
      ...names.map((name, column) =>
        columnLabel(name, left + (column + 0.5) * CELL.width, top - 10),
      ),
      ...rows.flatMap(({ counts, support }, row) => {
        const y = top + row * CELL.height;
        return [
          ...rowLabel(names[row] ?? "", support, left - 14, y, words),
          ...counts.map((count, column) =>
            cell(count, support, row === column, left + column * CELL.width, y),
          ),
        ];
      }),
      ...legend(left, bottom + 22, words),
    ],
  );
}

function cell(count: number, support: number, right: boolean, x: number, y: number): string {
  const share = support === 0 ? 0 : count / support;
  const inner = { x: x + CELL.gap / 2, y: y + CELL.gap / 2 };
  const box = {
    ...inner,
    width: CELL.width - CELL.gap,
    height: CELL.height - CELL.gap,
    rx: 3,
    fill: shade(share),
  };
  const middle = x + CELL.width / 2;
  const outline = right ? outlined(inner.x, inner.y) : "";
  if (support === 0) {
    return element("rect", box) + outline + centred(middle, y + 35, "–", COLOURS.inkFaint);
  }
  if (count === 0) {
    return element("rect", box) + outline + centred(middle, y + 35, "0", COLOURS.inkFaint);
  }
  return [
    element("rect", box),
    outline,
    text(middle, y + 28, count.toLocaleString("en"), {
      size: 16,
      bold: true,
      anchor: "middle",
    }),
    text(middle, y + 46, shareText(share), { size: 12, anchor: "middle" }),
  ].join("");
}

/** Marks the cells of right calls, so that they stand out without colour too. */
function outlined(x: number, y: number): string {
  return element("rect", {
    x: x + 0.75,
    y: y + 0.75,
    width: CELL.width - CELL.gap - 1.5,
    height: CELL.height - CELL.gap - 1.5,
    rx: 2.5,
    fill: "none",
    stroke: COLOURS.ink,
    "stroke-width": 1.5,
  });
}

function centred(x: number, y: number, words: string, colour: string): string {
  return text(x, y, words, { size: 13, colour, anchor: "middle" });
}

/** A small share that is not nothing is not written as nothing. */
function shareText(share: number): string {
  return share < 0.005 ? "< 1 %" : percentText(share);
}

function columnLabel(name: string, x: number, bottom: number): string {
  const lines = inTwoLines(name);
  return lines
    .map((words, index) =>
      text(x, bottom - (lines.length - 1 - index) * 16, words, { size: 13, anchor: "middle" }),
    )
    .join("");
}

/** At the last space: the names of the classes are one to three words. */
function inTwoLines(name: string): string[] {
  const space = name.lastIndexOf(" ");
  return space < 0 ? [name] : [name.slice(0, space), name.slice(space + 1)];
}

function rowLabel(
  name: string,
  support: number,
  right: number,
  y: number,
  words: ConfusionWords,
): string[] {
  const photos = support === 1 ? words.photos_one : words.photos_other;
  const count = fillWords(photos, { count: support.toLocaleString("en") });
  return [
    text(right, y + 28, name, { size: 14, anchor: "end" }),
    text(right, y + 45, count, { size: 12, colour: COLOURS.inkFaint, anchor: "end" }),
  ];
}

const SCALE_BAR = { width: 176, height: 10 };

function legend(left: number, y: number, words: ConfusionWords): string[] {
  const bar = { x: left + 1, y, ...SCALE_BAR, rx: 3, fill: "url(#confusion-scale)" };
  const ticks = [0, 0.5, 1].map((share) =>
    text(left + 1 + share * SCALE_BAR.width, y + 26, percentText(share), {
      size: 12,
      colour: COLOURS.inkSoft,
      anchor: share === 0 ? "start" : share === 1 ? "end" : "middle",
    }),
  );
  const key = left + SCALE_BAR.width + 176;
  return [
    element("rect", bar),
    ...ticks,
    text(left + SCALE_BAR.width + 14, y + 10, words.share, { size: 12, colour: COLOURS.inkSoft }),
    element("rect", {
      x: key,
      y: y - 1,
      width: 18,
      height: 12,
      rx: 2.5,
      fill: "none",
      stroke: COLOURS.ink,
      "stroke-width": 1.5,
    }),
    text(key + 26, y + 10, words.right, { size: 12, colour: COLOURS.inkSoft }),
  ];
}

/**
 * From almost white to a light accent; linear, so that a share can be read back from its shade.
 * The dark end is light enough for ink to reach 5:1: in between, neither ink nor white would.
 */
const LIGHT = [0xf2, 0xf5, 0xf7] as const;
const DARK = [0x58, 0xa0, 0xa5] as const;

function shade(share: number): string {
  const channels = LIGHT.map((light, index) =>
    Math.round(light + ((DARK[index] ?? 0) - light) * share),
  );
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function scaleGradient(): string {
  return element(
    "linearGradient",
    { id: "confusion-scale" },
    [0, 1].map((offset) => element("stop", { offset, "stop-color": shade(offset) })).join(""),
  );
}

function describe({ names, confusion, words }: ConfusionChart): string {
  return confusion
    .map((counts, row) => {
      const count = counts.reduce((sum, value) => sum + value, 0);
      return fillWords(words.sentence, {
        name: names[row] ?? "",
        right: counts[row] ?? 0,
        count,
      });
    })
    .join(" ");
}
