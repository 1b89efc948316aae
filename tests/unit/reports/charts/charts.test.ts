import { describe, expect, it } from "vitest";
import { confusionChart } from "../../../../electron/reports/charts/confusionChart";
import { element, LINES } from "../../../../electron/reports/charts/drawing";
import { reliabilityChart } from "../../../../electron/reports/charts/reliabilityChart";
import { rocChart, type Curve, type RocChart } from "../../../../electron/reports/charts/rocChart";
import en from "../../../../resources/locales/en.json";

const heading = { title: "A <title>", subtitle: "Model a & b" };

/** The texts of a chart, in order. */
const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words = ""]) => words);

const countOf = (svg: string, part: string | RegExp): number => svg.split(part).length - 1;

/** Relative luminance of `#rrggbb`. WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe("drawing", () => {
  it("fails where a number is not finite, instead of drawing nothing", () => {
    expect(() => element("rect", { x: Number.NaN })).toThrow("NaN");
    expect(element("rect", { x: 1 / 3, fill: null })).toBe('<rect x="0.33"/>');
  });

  it("tells lines apart by colour and, where not by width, by dashes; 3:1 on white", () => {
    expect(new Set(LINES.map(({ colour }) => colour)).size).toBe(7);
    expect(new Set(LINES.map(({ width, dashes }) => `${width} ${dashes ?? ""}`)).size).toBe(7);
    for (const { colour } of LINES) expect(contrast(colour, "#ffffff")).toBeGreaterThan(3);
  });
});

describe("confusion chart", () => {
  const svg = confusionChart({
    heading,
    names: ["Melanoma", "Basal cell carcinoma", "Naevus"],
    confusion: [
      [3, 0, 1],
      [0, 0, 0],
      [2, 1, 1497],
    ],
    words: en.charts.confusion,
  });

  it("writes counts and shares of the true class", () => {
    const texts = textsOf(svg);
    for (const words of ["3", "75 %", "25 %", "1,497", "&lt; 1 %", "1,500 photos", "4 photos"]) {
      expect(texts).toContain(words);
    }
    // The class without photos: three dashes, no share.
    expect(texts.filter((words) => words === "–")).toHaveLength(3);
    expect(texts).toContain("0 photos");
  });

  it("breaks long names at the top and marks the right calls", () => {
    expect(textsOf(svg)).toContain("Basal cell");
    expect(textsOf(svg)).toContain("carcinoma");
    expect(countOf(svg, 'stroke="#1b252e"')).toBe(3 + 1); // and one in the legend
  });

  it("keeps ink readable on every shade", () => {
    const shades = [...svg.matchAll(/<rect[^>]*fill="(#[0-9a-f]{6})"/g)].map(([, fill]) => fill);
    expect(shades.length).toBeGreaterThan(9);
    for (const shade of shades) expect(contrast(shade ?? "", "#1b252e")).toBeGreaterThan(4.5);
  });

  it("says in words what it shows, and escapes what it is given", () => {
    expect(svg).toContain('role="img" aria-labelledby="confusion-title confusion-desc"');
    expect(svg).toContain("Melanoma: 3 of 4 called right.");
    expect(svg).toContain("A &lt;title&gt;");
    expect(svg).toContain("Model a &amp; b");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe("ROC chart", () => {
  const curve = (name: string): Curve => ({
    name,
    positives: 12,
    points: [
      { falsePositives: 0, truePositives: 0 },
      { falsePositives: 0.25, truePositives: 0.75 },
      { falsePositives: 1, truePositives: 1 },
    ],
    auc: 0.75,
    interval: [0.701, 0.812],
  });
  const chart: RocChart = {
    heading,
    classes: ["a", "b", "c", "d", "e", "f", "g"].map(curve),
    malignant: curve("Malignancy"),
    levels: [
      {
        level: "urgent",
        name: "Urgent",
        threshold: 0.5,
        sensitivity: { value: 0.8, interval: [0.7, 0.875] },
        specificity: { value: 0.9, interval: [0.85, 0.95] },
      },
      {
        level: "soon",
        name: "Soon",
        threshold: 0.1,
        sensitivity: { value: 0.95, interval: null },
        specificity: { value: 0.6, interval: null },
      },
    ],
    words: en.charts.roc,
  };

  it("draws a curve for each class and one for malignancy", () => {
    const svg = rocChart(chart);
    const paths = [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, path]) => path ?? "");
    expect(paths).toHaveLength(8);
    for (const path of paths) expect(path).toMatch(/^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){2}$/);
    expect(textsOf(svg).filter((words) => words === "0.701 – 0.812")).toHaveLength(8);
  });

  it("places a curve and the levels in the square", () => {
    const svg = rocChart({ ...chart, classes: [curve("only")] });
    const [left = 0, bottom = 0] =
      /<path d="M([\d.]+) ([\d.]+)L/.exec(svg)?.slice(1).map(Number) ?? [];
    const side = 344;
    expect(svg).toContain(
      `L${left + side / 4} ${bottom - side * 0.75}L${left + side} ${bottom - side}`,
    );
    const [x = 0, y = 0] =
      /<circle cx="([\d.]+)" cy="([\d.]+)"/.exec(svg)?.slice(1).map(Number) ?? [];
    const right = Number(/<path d="M([\d.]+)/.exec(svg.slice(svg.lastIndexOf("<path")))?.[1]);
    expect(x - right).toBeCloseTo(0.1 * side, 1);
    expect(bottom - y).toBeCloseTo(0.8 * side, 1);
    expect(svg).toContain("Urgent: sensitivity 80.0 %, specificity 90.0 %.");
    expect(textsOf(svg)).toContain("70.0 – 87.5");
  });

  it("leaves out what is not there and writes dashes for it", () => {
    const none = { ...curve("none"), positives: 0, points: null, auc: null, interval: null };
    const [urgent, soon] = chart.levels;
    if (!urgent || !soon) throw new Error("no levels");
    const svg = rocChart({
      ...chart,
      classes: [curve("a"), none],
      malignant: none,
      levels: [{ ...urgent, sensitivity: { value: null, interval: null } }, soon],
    });
    expect(countOf(svg, "<path ")).toBe(1);
    expect(countOf(svg, "<circle ")).toBe(1); // in the table only
    expect(textsOf(svg)).toContain(en.charts.roc.noCurve);
    expect(textsOf(svg).filter((words) => words === "–")).toHaveLength(2 + 2 + 1);
    expect(svg).not.toMatch(/NaN|undefined|null/);
  });
});

describe("reliability chart", () => {
  const bins = [0, 1, 2, 3].map((index) => ({
    from: index / 4,
    to: (index + 1) / 4,
    count: [0, 4, 30, 1200][index] ?? 0,
    confidence: [0, 0.4, 0.6, 0.9][index] ?? 0,
    accuracy: [0, 0.5, 0.5, 0.9][index] ?? 0,
  }));
  const svg = reliabilityChart({
    heading,
    bins,
    calibrationError: 0.0123,
    interval: [0.01, 0.034],
    words: en.charts.reliability,
  });

  it("counts the photos of each bin and hatches the gaps", () => {
    expect(textsOf(svg)).toEqual(expect.arrayContaining(["4", "30", "1,200", "0.012"]));
    expect(textsOf(svg)).toContain("95 % interval 0.010 – 0.034");
    expect(countOf(svg, 'fill="url(#reliability-gap)"')).toBe(3 + 1); // and one in the legend
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("shows bins of few photos as weak, and explains that only where there are some", () => {
    expect(textsOf(svg)).toContain("Fewer than 10 photos");
    expect(countOf(svg, 'opacity="0.5"')).toBe(1);
    const many = reliabilityChart({
      heading,
      bins: bins.slice(2),
      calibrationError: 0.05,
      interval: null,
      words: en.charts.reliability,
    });
    expect(textsOf(many)).not.toContain("Fewer than 10 photos");
    expect(textsOf(many)).toContain("95 % interval – – –");
  });

  it("averages over the photos, not over the bins", () => {
    // (4 * 0.4 + 30 * 0.6 + 1200 * 0.9) / 1234 and (4 * 0.5 + 30 * 0.5 + 1200 * 0.9) / 1234
    expect(textsOf(svg)).toEqual(expect.arrayContaining(["89.1 %", "88.9 %"]));
  });
});
