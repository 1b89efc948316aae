/** How often the model is right where it is so and so sure, and how often it is so sure. */
import { fillWords } from "../../contract/errorText";
import {
  COLOURS,
  element,
  HEADING_HEIGHT,
  line,
  MARGIN,
  percentText,
  sheet,
  text,
  type Heading,
  type LineStyle,
} from "./drawing";

export interface ConfidenceBin {
  /** Bounds of the confidence (the highest probability), 0 to 1. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Means over the bin, 0 to 1. */
  readonly confidence: number;
  readonly accuracy: number;
}

export interface ReliabilityChart {
  readonly heading: Heading;
  /** In order, side by side. */
  readonly bins: readonly ConfidenceBin[];
  readonly calibrationError: number;
  readonly interval: readonly [number, number] | null;
  readonly words: ReliabilityWords;
}

export interface ReliabilityWords {
  readonly confidence: string;
  readonly accuracy: string;
  readonly photos: string;
  readonly agreement: string;
  readonly gap: string;
  /** With {{count}}: bins with fewer photos. */
  readonly few: string;
  readonly calibrationError: string;
  /** With {{low}} and {{high}}. */
  readonly interval: string;
  readonly meanConfidence: string;
  readonly meanAccuracy: string;
  /** With {{from}}, {{to}}, {{count}} and {{accuracy}}: a sentence about one bin. */
  readonly sentence: string;
}

/** What a bin shows of fewer photos than this is mostly chance. */
const FEW = 10;

const AXIS = 62;
const PLOT = { width: 450, height: 330 };
const HISTOGRAM = 96;
const PLOT_TOP = HEADING_HEIGHT + 18;
const HISTOGRAM_TOP = PLOT_TOP + PLOT.height + 40;
const BOTTOM = HISTOGRAM_TOP + HISTOGRAM;
const LEFT = MARGIN + AXIS;
const SIDE_LEFT = LEFT + PLOT.width + 40;
const SIDE_WIDTH = 200;

const FRAME: LineStyle = { colour: COLOURS.axis, width: 1, dashes: null };
const GRID: LineStyle = { colour: COLOURS.grid, width: 1, dashes: null };

export function reliabilityChart(chart: ReliabilityChart): string {
  const { heading, bins, words } = chart;
  return sheet(
    {
      id: "reliability",
      width: SIDE_LEFT + SIDE_WIDTH + MARGIN,
      height: BOTTOM + 66,
      heading,
      description: describe(chart),
      definitions: hatch(),
    },
    [
      ...axes(words),
      ...bins.filter(({ count }) => count > 0).map(bar),
      line([LEFT, PLOT_TOP + PLOT.height], [LEFT + PLOT.width, PLOT_TOP], {
        colour: COLOURS.ink,
        width: 1.25,
        dashes: "5 4",
      }),
      ...histogram(bins, words),
      ...legend(chart),
    ],
  );
}

const across = (share: number): number => LEFT + share * PLOT.width;
const up = (share: number): number => PLOT_TOP + (1 - share) * PLOT.height;

function axes(words: ReliabilityWords): string[] {
  const label = { size: 12, colour: COLOURS.inkSoft } as const;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    line([LEFT, up(share)], [LEFT + PLOT.width, up(share)], GRID),
    text(LEFT - 9, up(share) + 4, percentText(share), { ...label, anchor: "end" }),
    line([across(share), BOTTOM], [across(share), BOTTOM + 4], FRAME),
    text(across(share), BOTTOM + 20, percentText(share), { ...label, anchor: "middle" }),
  ]);
  return [
    ...ticks,
    line([LEFT, up(0)], [LEFT + PLOT.width, up(0)], FRAME),
    line([LEFT, up(0)], [LEFT, up(1)], FRAME),
    text(LEFT - 48, PLOT_TOP + PLOT.height / 2, words.accuracy, { anchor: "middle", turned: -90 }),
    text(LEFT + PLOT.width / 2, BOTTOM + 44, words.confidence, { anchor: "middle" }),
  ];
}

/** Accuracy as a bar; hatched what lies between it and the mean confidence. */
function bar({ from, to, count, confidence, accuracy }: ConfidenceBin): string {
  const box = { x: across(from) + 1, width: across(to) - across(from) - 2 };
  const upper = Math.max(confidence, accuracy);
  const lower = Math.min(confidence, accuracy);
  const few = count < FEW;
  const parts = [
    element("rect", {
      ...box,
      y: up(accuracy),
      height: up(0) - up(accuracy),
      fill: few ? COLOURS.ground : COLOURS.accentWash,
      stroke: few ? COLOURS.accent : null,
      "stroke-dasharray": few ? "2 2" : null,
    }),
    element("rect", {
      ...box,
      y: up(upper),
      height: up(lower) - up(upper),
      fill: "url(#reliability-gap)",
    }),
    line([box.x, up(accuracy)], [box.x + box.width, up(accuracy)], {
      colour: COLOURS.accent,
      width: 2.5,
      dashes: null,
    }),
  ].join("");
  return element("g", { opacity: few ? 0.5 : null }, parts);
}

function histogram(bins: readonly ConfidenceBin[], words: ReliabilityWords): string[] {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const bars = bins.map(({ from, to, count }) => {
    if (count === 0) return "";
    const height = Math.max(1, (count / most) * (HISTOGRAM - 16));
    const x = across(from) + 1;
    const width = across(to) - across(from) - 2;
    return (
      element("rect", { x, y: BOTTOM - height, width, height, fill: COLOURS.axis }) +
      text(x + width / 2, BOTTOM - height - 5, count.toLocaleString("en"), {
        size: 12,
        colour: COLOURS.inkSoft,
        anchor: "middle",
      })
    );
  });
  return [
    ...bars,
    line([LEFT, BOTTOM], [LEFT + PLOT.width, BOTTOM], FRAME),
    text(LEFT - 48, HISTOGRAM_TOP + HISTOGRAM / 2, words.photos, { anchor: "middle", turned: -90 }),
  ];
}

function legend({ bins, calibrationError, interval, words }: ReliabilityChart): string[] {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const mean = (of: (bin: ConfidenceBin) => number): number =>
    bins.reduce((sum, bin) => sum + of(bin) * bin.count, 0) / Math.max(1, total);
  const figures: [string, string][] = [
    [
      words.meanConfidence,
      percentText(
        mean(({ confidence }) => confidence),
        1,
      ),
    ],
    [
      words.meanAccuracy,
      percentText(
        mean(({ accuracy }) => accuracy),
        1,
      ),
    ],
  ];
  const y = PLOT_TOP + 12;
  const right = SIDE_LEFT + SIDE_WIDTH;
  const range = interval?.map((end) => end.toFixed(3)) ?? ["–", "–"];
  return [
    text(SIDE_LEFT, y, words.calibrationError, { colour: COLOURS.inkSoft }),
    text(SIDE_LEFT, y + 26, calibrationError.toFixed(3), { size: 20, bold: true }),
    text(
      SIDE_LEFT,
      y + 46,
      fillWords(words.interval, { low: range[0] ?? "–", high: range[1] ?? "–" }),
      { size: 12, colour: COLOURS.inkFaint },
    ),
    ...figures.flatMap(([name, value], index) => [
      text(SIDE_LEFT, y + 82 + index * 22, name, { colour: COLOURS.inkSoft }),
      text(right, y + 82 + index * 22, value, { bold: true, anchor: "end" }),
    ]),
    ...keys(y + 150, bins, words),
  ];
}

function keys(top: number, bins: readonly ConfidenceBin[], words: ReliabilityWords): string[] {
  const x = SIDE_LEFT;
  const box = { x, width: 26, height: 14 };
  const edge = (y: number): string =>
    line([x, y], [x + 26, y], { colour: COLOURS.accent, width: 2.5, dashes: null });
  const few = bins.some(({ count }) => count > 0 && count < FEW);
  const entries: [string, (y: number) => string][] = [
    [
      words.accuracy,
      (y) => element("rect", { ...box, y: y - 11, fill: COLOURS.accentWash }) + edge(y - 11),
    ],
    [words.gap, (y) => element("rect", { ...box, y: y - 11, fill: "url(#reliability-gap)" })],
    [
      words.agreement,
      (y) => line([x, y - 4], [x + 26, y - 4], { colour: COLOURS.ink, width: 1.25, dashes: "5 4" }),
    ],
  ];
  if (few) {
    entries.push([
      fillWords(words.few, { count: FEW }),
      (y) =>
        element("rect", {
          ...box,
          y: y - 11,
          fill: COLOURS.ground,
          stroke: COLOURS.accent,
          "stroke-dasharray": "2 2",
        }) + edge(y - 11),
    ]);
  }
  return entries.map(([name, sample], index) => {
    const y = top + index * 26;
    return sample(y) + text(x + 38, y, name);
  });
}

function hatch(): string {
  return element(
    "pattern",
    {
      id: "reliability-gap",
      width: 5,
      height: 5,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    },
    element("line", { x1: 0, y1: 0, x2: 0, y2: 5, stroke: COLOURS.gap, "stroke-width": 2 }),
  );
}

function describe({ bins, words }: ReliabilityChart): string {
  return bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count, accuracy }) =>
      fillWords(words.sentence, {
        from: percentText(from),
        to: percentText(to),
        count,
        accuracy: percentText(accuracy),
      }),
    )
    .join(" ");
}
