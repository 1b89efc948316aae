/** ROC curves: each class against the rest, and malignant against benign with the levels. */
import { fillWords } from "../../contract/errorText";
import {
  COLOURS,
  element,
  HEADING_HEIGHT,
  line,
  LINES,
  MARGIN,
  percentText,
  polyline,
  sheet,
  text,
  type Heading,
  type LineStyle,
} from "./drawing";

/** Both 0 to 1. */
export interface CurvePoint {
  readonly falsePositives: number;
  readonly truePositives: number;
}

export interface Curve {
  readonly name: string;
  /** Photos that count as positive. */
  readonly positives: number;
  /** From (0, 0) to (1, 1); null where there is no curve. */
  readonly points: readonly CurvePoint[] | null;
  readonly auc: number | null;
  readonly interval: readonly [number, number] | null;
}

export interface LevelMark {
  readonly level: "urgent" | "soon";
  readonly name: string;
  /** Malignancy score, 0 to 1. */
  readonly threshold: number;
  readonly sensitivity: Rate;
  readonly specificity: Rate;
}

/** A share, 0 to 1, with its 95 % interval; null where nothing was counted. */
export interface Rate {
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
}

export interface RocChart {
  readonly heading: Heading;
  /** At most seven, each in a style of its own. */
  readonly classes: readonly Curve[];
  readonly malignant: Curve;
  readonly levels: readonly LevelMark[];
  readonly words: RocWords;
}

export interface RocWords {
  readonly classes: string;
  readonly malignant: string;
  readonly falsePositives: string;
  readonly truePositives: string;
  readonly positives: string;
  readonly auc: string;
  readonly interval: string;
  readonly chance: string;
  readonly noCurve: string;
  readonly score: string;
  readonly sensitivity: string;
  readonly specificity: string;
  /** With {{name}} and {{auc}}. */
  readonly sentence: string;
  /** With {{name}}, {{sensitivity}} and {{specificity}}. */
  readonly levelSentence: string;
}

const SIDE = 344;
/** Left of a plot, for its axis. */
const AXIS = 62;
const BETWEEN = 40;
const PLOT_TOP = HEADING_HEIGHT + 42;
const TABLE_TOP = PLOT_TOP + SIDE + 78;
const ROW = 23;

export function rocChart(chart: RocChart): string {
  const { heading, classes, malignant, levels, words } = chart;
  const left = MARGIN + AXIS;
  const right = left + SIDE + BETWEEN + AXIS;
  const malignantLine: LineStyle = { colour: COLOURS.accent, width: 2.5, dashes: null };
  return sheet(
    {
      id: "roc",
      width: right + SIDE + MARGIN,
      height: TABLE_TOP + (classes.length + 1) * ROW + 20,
      heading,
      description: describe(chart),
    },
    [
      ...plot(left, words.classes, words),
      // Bold lines come last, so that others do not cover them.
      ...[...classes.entries()]
        .sort(([a], [b]) => styleOf(a).width - styleOf(b).width)
        .map(([index, curve]) => curveLine(left, curve, styleOf(index))),
      ...classTable(left, classes, words),
      ...plot(right, words.malignant, words),
      malignant.points === null
        ? text(right + SIDE / 2, PLOT_TOP + SIDE * 0.4, words.noCurve, {
            size: 14,
            colour: COLOURS.inkSoft,
            anchor: "middle",
          })
        : curveLine(right, malignant, malignantLine),
      ...levels.map((mark) => levelPoint(right, mark)),
      ...malignantTable(right, malignant, malignantLine, levels, words),
    ],
  );
}

function styleOf(index: number): LineStyle {
  return LINES[index % LINES.length] ?? { colour: COLOURS.ink, width: 1.75, dashes: null };
}

function place(left: number, { falsePositives, truePositives }: CurvePoint): [number, number] {
  return [left + falsePositives * SIDE, PLOT_TOP + (1 - truePositives) * SIDE];
}

function plot(left: number, title: string, words: RocWords): string[] {
  const grid: LineStyle = { colour: COLOURS.grid, width: 1, dashes: null };
  const frame: LineStyle = { colour: COLOURS.axis, width: 1, dashes: null };
  const bottom = PLOT_TOP + SIDE;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const x = left + share * SIDE;
    const y = bottom - share * SIDE;
    const label = { size: 12, colour: COLOURS.inkSoft } as const;
    return [
      line([x, PLOT_TOP], [x, bottom], grid),
      line([left, y], [left + SIDE, y], grid),
      text(x, bottom + 19, percentText(share), { ...label, anchor: "middle" }),
      text(left - 9, y + 4, percentText(share), { ...label, anchor: "end" }),
    ];
  });
  return [
    text(left, PLOT_TOP - 16, title, { size: 16, bold: true }),
    ...ticks,
    line([left, bottom], [left + SIDE, PLOT_TOP], {
      colour: COLOURS.axis,
      width: 1,
      dashes: "3 4",
    }),
    text(left + SIDE * 0.7 + 4, PLOT_TOP + SIDE * 0.3 + 18, words.chance, {
      size: 12,
      colour: COLOURS.inkFaint,
    }),
    line([left, bottom], [left + SIDE, bottom], frame),
    line([left, PLOT_TOP], [left, bottom], frame),
    text(left + SIDE / 2, bottom + 42, words.falsePositives, { size: 13, anchor: "middle" }),
    text(left - 48, PLOT_TOP + SIDE / 2, words.truePositives, {
      size: 13,
      anchor: "middle",
      turned: -90,
    }),
  ];
}

function curveLine(left: number, { points }: Curve, style: LineStyle): string {
  return points === null
    ? ""
    : polyline(
        points.map((point) => place(left, point)),
        style,
      );
}

/** A circle for urgent, a square for soon, each with its name beside it. */
function levelPoint(left: number, mark: LevelMark): string {
  const { level, name } = mark;
  const sensitivity = mark.sensitivity.value;
  const specificity = mark.specificity.value;
  if (sensitivity === null || specificity === null) return "";
  const [x, y] = place(left, { falsePositives: 1 - specificity, truePositives: sensitivity });
  // Below the curve; to the left where the right has no room.
  const roomy = x < left + SIDE - LEVEL_NAME_WIDTH;
  const label = { size: 13, bold: true, colour: COLOURS[level] } as const;
  return (
    levelShape(level, x, y) +
    text(roomy ? x + 12 : x - 12, Math.min(y + 18, PLOT_TOP + SIDE - 7), name, {
      ...label,
      anchor: roomy ? "start" : "end",
    })
  );
}

/** Pixels that the longest name of a level takes, with air. */
const LEVEL_NAME_WIDTH = 110;

function levelShape(level: LevelMark["level"], x: number, y: number): string {
  const look = { fill: COLOURS[level], stroke: COLOURS.ground, "stroke-width": 2 };
  return level === "urgent"
    ? element("circle", { cx: x, cy: y, r: 7, ...look })
    : element("rect", { x: x - 6.5, y: y - 6.5, width: 13, height: 13, ...look });
}

function classTable(left: number, classes: readonly Curve[], words: RocWords): string[] {
  return [
    ...tableHead(left, words),
    ...classes.map((curve, index) =>
      curveRow(left, TABLE_TOP + (index + 1) * ROW, curve, styleOf(index)),
    ),
  ];
}

/** Right ends of the columns, from the left of a plot. */
const COLUMNS = { name: 40, photos: 206, auc: 256, interval: SIDE };

/** Two lines: a rate and its interval. */
const LEVEL_ROW = 46;

const LEVEL_COLUMNS = { score: 196, sensitivity: 268 };

function tableHead(left: number, words: RocWords): string[] {
  const look = { size: 12, colour: COLOURS.inkFaint, anchor: "end" } as const;
  return [
    text(left + COLUMNS.photos, TABLE_TOP, words.positives, look),
    text(left + COLUMNS.auc, TABLE_TOP, words.auc, look),
    text(left + COLUMNS.interval, TABLE_TOP, words.interval, look),
  ];
}

function curveRow(left: number, y: number, curve: Curve, style: LineStyle): string {
  const { name, positives, auc, interval } = curve;
  const range = interval === null ? "–" : interval.map((end) => end.toFixed(3)).join(" – ");
  const muted = { size: 13, colour: COLOURS.inkSoft, anchor: "end" } as const;
  return [
    line([left, y - 4.5], [left + 30, y - 4.5], style),
    text(left + COLUMNS.name, y, name),
    text(left + COLUMNS.photos, y, positives.toLocaleString("en"), muted),
    text(left + COLUMNS.auc, y, auc === null ? "–" : auc.toFixed(3), { bold: true, anchor: "end" }),
    text(left + COLUMNS.interval, y, range, muted),
  ].join("");
}

function malignantTable(
  left: number,
  malignant: Curve,
  style: LineStyle,
  levels: readonly LevelMark[],
  words: RocWords,
): string[] {
  const head = TABLE_TOP + 2.7 * ROW;
  const look = { size: 12, colour: COLOURS.inkFaint, anchor: "end" } as const;
  return [
    ...tableHead(left, words),
    curveRow(left, TABLE_TOP + ROW, malignant, style),
    text(left + LEVEL_COLUMNS.score, head, words.score, look),
    text(left + LEVEL_COLUMNS.sensitivity, head, words.sensitivity, look),
    text(left + SIDE, head, words.specificity, look),
    ...levels.map((mark, index) => levelRow(left, head + ROW + index * LEVEL_ROW, mark)),
  ];
}

function levelRow(left: number, y: number, mark: LevelMark): string {
  const { level, name, threshold, sensitivity, specificity } = mark;
  const rate = (x: number, { value, interval }: Rate): string => {
    const range = interval?.map((end) => (end * 100).toFixed(1)).join(" – ") ?? "";
    return (
      text(x, y, rateText(value), { bold: true, anchor: "end" }) +
      text(x, y + 17, range, { size: 12, colour: COLOURS.inkFaint, anchor: "end" })
    );
  };
  return [
    levelShape(level, left + 15, y - 4.5),
    text(left + COLUMNS.name, y, name, { bold: true, colour: COLOURS[level] }),
    text(left + LEVEL_COLUMNS.score, y, threshold.toFixed(3), {
      colour: COLOURS.inkSoft,
      anchor: "end",
    }),
    rate(left + LEVEL_COLUMNS.sensitivity, sensitivity),
    rate(left + SIDE, specificity),
  ].join("");
}

function describe({ classes, malignant, levels, words }: RocChart): string {
  const areas = [malignant, ...classes].map(({ name, auc }) =>
    fillWords(words.sentence, { name, auc: auc === null ? "–" : auc.toFixed(3) }),
  );
  const marks = levels.map(({ name, sensitivity, specificity }) =>
    fillWords(words.levelSentence, {
      name,
      sensitivity: rateText(sensitivity.value),
      specificity: rateText(specificity.value),
    }),
  );
  return [...areas, ...marks].join(" ");
}

function rateText(share: number | null): string {
  return share === null ? "–" : percentText(share, 1);
}
