/** What all charts are drawn with: colours, letters, and SVG as text. Pure functions. */

/** The family that `rasterise` brings; the window and browsers take theirs from FONT_STACK. */
export const PICTURE_FONT = "Lentigo Sans";

const FONT_STACK = `'Source Sans 3 Variable', 'Source Sans 3', '${PICTURE_FONT}', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif`;

/** Sizes of letters, in pixels. */
export type TextSize = 12 | 13 | 14 | 16 | 20;

/** A light ground in every theme: charts are printed and pasted. Inks reach 4.5:1 on it. */
export const COLOURS = {
  ground: "#ffffff",
  ink: "#1b252e",
  inkSoft: "#43515e",
  inkFaint: "#5c6a77",
  grid: "#e6ebef",
  axis: "#8896a3",
  accent: "#0b646a",
  accentWash: "#b9dadb",
  urgent: "#a81632",
  soon: "#875000",
  gap: "#b45309",
} as const;

/**
 * Lines that are told apart by dashes as well as by colour. The colours are from Paul Tol's
 * muted scheme, safe for colour-blind eyes, darkened where they were below 3:1 on white.
 */
export const LINES: readonly LineStyle[] = [
  { colour: "#c2556a", width: 1.75, dashes: "2 3" },
  { colour: "#332288", width: 1.75, dashes: "9 4" },
  { colour: "#117733", width: 1.75, dashes: "5 3" },
  { colour: "#85852a", width: 1.75, dashes: "9 3 2 3" },
  { colour: COLOURS.ink, width: 2.5, dashes: null },
  { colour: "#3d73ab", width: 1.75, dashes: null },
  { colour: "#aa4499", width: 1.75, dashes: "5 3 2 3 2 3" },
];

export interface LineStyle {
  readonly colour: string;
  /** Pixels. */
  readonly width: number;
  /** An SVG dash array; null for a solid line. */
  readonly dashes: string | null;
}

type Attributes = Readonly<Record<string, string | number | null>>;

/**
 * An element; attributes that are null are left out.
 *
 * @throws Error where a number is not finite: a chart with NaN in it is broken in silence
 */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${attributeText(value ?? "")}"`)
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

function attributeText(value: string | number): string {
  return typeof value === "number" ? coordinate(value) : escapeText(value);
}

/** Two decimals: a fiftieth of a device pixel at twice the size. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`A chart cannot draw ${String(value)}`);
  return String(Math.round(value * 100) / 100);
}

export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

export interface TextOptions {
  readonly size?: TextSize;
  readonly bold?: boolean;
  readonly colour?: string;
  readonly anchor?: "start" | "middle" | "end";
  /** Degrees, clockwise, around the text's own position. */
  readonly turned?: number;
}

/** @param y the baseline */
export function text(x: number, y: number, words: string, options: TextOptions = {}): string {
  const { size = 13, bold = false, colour = COLOURS.ink, anchor = "start", turned } = options;
  if (words === "") return "";
  return element(
    "text",
    {
      x,
      y,
      "font-size": size,
      "font-weight": bold ? 600 : null,
      fill: colour,
      "text-anchor": anchor === "start" ? null : anchor,
      transform:
        turned === undefined ? null : `rotate(${String(turned)} ${coordinate(x)} ${coordinate(y)})`,
    },
    escapeText(words),
  );
}

export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  { colour, width, dashes }: LineStyle,
): string {
  return element("line", {
    x1,
    y1,
    x2,
    y2,
    stroke: colour,
    "stroke-width": width,
    "stroke-dasharray": dashes,
  });
}

/** An open line through the points. */
export function polyline(
  points: readonly (readonly [number, number])[],
  { colour, width, dashes }: LineStyle,
): string {
  const steps = points.map(([x, y]) => `${coordinate(x)} ${coordinate(y)}`);
  return element("path", {
    d: `M${steps.join("L")}`,
    fill: "none",
    stroke: colour,
    "stroke-width": width,
    "stroke-dasharray": dashes,
    "stroke-linejoin": "round",
  });
}

export interface Sheet {
  /** Begins the ids inside the chart, so that several charts can stand in one page. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly heading: Heading;
  /** What the picture shows, in sentences, for those who do not see it. */
  readonly description: string;
  /** Elements for `<defs>`: patterns, gradients. */
  readonly definitions?: string;
}

export interface Heading {
  readonly title: string;
  /** Model, data, size: one line below the title. */
  readonly subtitle: string;
}

/** Pixels that title and subtitle take at the top of a sheet. */
export const HEADING_HEIGHT = 68;

/** Left and right margin of a sheet, in pixels. */
export const MARGIN = 28;

/** The finished chart: an SVG document that names nothing outside itself. */
export function sheet(options: Sheet, content: readonly string[]): string {
  const { id, width, height, heading, description, definitions = "" } = options;
  const body = [
    element("title", { id: `${id}-title` }, escapeText(heading.title)),
    element("desc", { id: `${id}-desc` }, escapeText(description)),
    definitions === "" ? "" : element("defs", {}, definitions),
    element("rect", { width, height, fill: COLOURS.ground }),
    text(MARGIN, 38, heading.title, { size: 20, bold: true }),
    text(MARGIN, 60, heading.subtitle, { size: 14, colour: COLOURS.inkSoft }),
    ...content,
  ];
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      role: "img",
      "aria-labelledby": `${id}-title ${id}-desc`,
      "font-family": FONT_STACK,
    },
    body.filter((part) => part !== "").join("\n"),
  );
}

/** `84 %`; one decimal where asked for. */
export function percentText(share: number, digits = 0): string {
  return `${(share * 100).toFixed(digits)} %`;
}
