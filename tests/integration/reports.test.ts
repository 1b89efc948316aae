import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it, onTestFinished } from "vitest";
import { launchChild } from "../../electron/processes/childProcess";
import { startTypesetter, type Typesetter } from "../../electron/reports/client";
import type { TypesetterChild } from "../../electron/reports/protocol";
import type { ReportContent } from "../../electron/reports/reportContent";
import { createTypesetter } from "../../electron/reports/typeset";
import { sharp } from "../../electron/vision/sharpRuntime";
import { lentigo, root } from "../fixtures/commandLine";
import { printedPage, readPdf } from "../fixtures/pdf";
import { writeBadPhotos, writeLesionPhoto } from "../fixtures/photos";
import {
  caseContent,
  courseContent,
  dayContent,
  patient,
  patientContent,
  photoLines,
  refusedAnalysis,
  similarCases,
} from "../fixtures/reportContents";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const typeset = createTypesetter(join(root, "resources"));
const set = (content: ReportContent) => readPdf(typeset(content).pdf);

/** Fails where one of the texts is missing or stands before the one that is named before it. */
function expectInOrder(text: string, ...parts: string[]): void {
  const flat = text.replace(/\s+/g, " ");
  let from = 0;
  for (const part of parts) {
    const at = flat.indexOf(part, from);
    expect(at, `“${part}” after “${flat.slice(Math.max(0, from - 60), from)}”`).toBeGreaterThan(-1);
    from = at + part.length;
  }
}

describe("a case report", () => {
  const { pdf, title, pages } = typeset(caseContent({ similar: similarCases }));
  const { text, facts, structure, fonts, isAccessible } = readPdf(pdf);

  it("tells everything in order", () => {
    expectInOrder(
      text,
      "Dermatology at the Lime Tree",
      "12 Lime Tree Square",
      "Case report",
      "Wójcik, Małgorzata",
      "4 Mar 1957 (69 y)",
      "3, below the elbow (Left forearm)",
      "6.4 mm",
      "Photo IMG_0042.jpg",
      "Support for Melanoma",
      "Melanoma 75 %",
      "Vascular lesion <1 %",
      "Urgent",
      "Malignancy score 78 %",
      "In validation, this threshold found 82 of 100",
      "Much hair lies over the photo.",
      "Sensitivity Specificity",
      "Urgent 60 % 82 % 93 %",
      "by model base-1",
      "Histology of 11 May 2026",
      "Breslow 0.4 mm",
      "Clinical diagnosis · high confidence · excision",
      "Decision support. Not a cleared medical device.",
      "Page 1 of 2",
      "Report 3f2b8a1c-5d7e-4f90-8a6b-1c2d3e4f5a6b · Version 1 · Model base-1 · Printed 12 May 2026",
      "Polarised light, contact.",
      "Noticed by her husband",
      "Earlier visits",
      "4 Jan 2023 Routine Naevus 6 % 4.0 mm",
      "Similar confirmed cases",
      "Similarity 0.94",
      "Signature",
    );
  });

  it("is a tagged PDF of A4 with a title, headings, tables and figures", () => {
    expect(facts).toMatchObject({ Tagged: "yes", Title: title, Pages: "2" });
    expect(isAccessible).toBe(true);
    expect(facts["Page size"]).toContain("A4");
    expect(structure).toContain('H1 "Case report"');
    expect(structure).toContain('H2 "Earlier visits"');
    expect(structure).toMatch(/\bTH\b/);
    // Photo, heatmap, probabilities, scale, two earlier photos, five similar ones.
    expect(structure.match(/\bFigure\b/g)).toHaveLength(11);
  });

  it("brings its fonts and stays under a megabyte", () => {
    expect(fonts.length).toBeGreaterThan(0);
    for (const { name, embedded } of fonts) {
      expect(name).toContain("LentigoSans");
      expect(embedded).toBe(true);
    }
    expect(pdf.length).toBeLessThan(1_000_000);
  });

  it("looks on the screen as it prints", async () => {
    expect(pages).toHaveLength(2);
    const shown = await grey(pictureOf(pages[0] ?? ""));
    const paper = await grey(printedPage(pdf, 1));
    const difference = shown.reduce(
      (sum, value, at) => sum + Math.abs(value - (paper[at] ?? 0)),
      0,
    );
    expect(difference / shown.length).toBeLessThan(4);
  });

  it("is marked as a draft on every page until it is signed", () => {
    expect(text.match(/DRAFT, NOT SIGNED/g)).toHaveLength(2);
    const signed = set(caseContent({ signed: { by: "Dr Sommer", at: "2026-05-12T12:00:00Z" } }));
    expect(signed.text).not.toContain("DRAFT");
    expect(signed.text).toContain("Signed electronically by Dr Sommer, 12 May 2026");
  });

  it("never parts similar cases from their heading, wherever a page ends", () => {
    const photo = caseContent().photo;
    for (let lines = 20; lines < 40; lines += 5) {
      const notes = Array<string>(lines).fill("One more line.").join("\n");
      const content = caseContent({ similar: similarCases, photo: { ...photo, notes } });
      const sheets = set(content).text.split("\f");
      const begun = sheets.find((sheet) => sheet.includes("Similar confirmed cases"));
      expect(begun, `${String(lines)} lines`).toContain("Similarity 0.94");
    }
  });

  it("gives the same bytes for the same content", () => {
    const again = typeset(caseContent({ similar: similarCases })).pdf;
    expect(Buffer.compare(Buffer.from(again), Buffer.from(pdf))).toBe(0);
  });
});

describe("reports on what is unusual", () => {
  it("set a name of 60 letters", () => {
    const familyName = "Freifrau von Hohenstein-Wallersteinbach zu Ottenhöfen-Lützow";
    const { text } = set(caseContent({ patient: { ...patient, familyName } }));
    expect(text.replace(/\s+/g, " ")).toContain(`${familyName}, Małgorzata`);
  });

  it.each([
    ["Hebrew", "כהן", "NotoSansHebrew"],
    ["Arabic", "الحسيني", "NotoSansArabic"],
    ["Vietnamese", "Nguyễn", "LentigoSans"],
    ["Greek", "Παπαδόπουλος", "LentigoSans"],
  ])("set a name in %s, with letters for all of it", (_, familyName, font) => {
    const { text, fonts } = set(
      caseContent({ patient: { ...patient, familyName, givenName: "", dateOfBirth: null } }),
    );
    // Readers order letters from right to left each in their own way; none may be missing.
    for (const letter of familyName) expect(text).toContain(letter);
    expect(text).toContain("Date of birth Not recorded");
    expect(fonts.map(({ name }) => name).join()).toContain(font);
    expect(fonts.every(({ name }) => /LentigoSans|NotoSans/.test(name))).toBe(true);
  });

  it("set a letter that no font has as a box, and all else as ever", () => {
    const { text, facts, isAccessible } = set(
      caseContent({ patient: { ...patient, givenName: "Nia \u{50000}" } }),
    );
    expect(text).toContain("Wójcik, Nia");
    expect(facts).toMatchObject({ Tagged: "yes", Pages: "2" });
    expect(isAccessible).toBe(false);
  });

  it("keep a long note whole, over as many pages as it needs", () => {
    const note = Array.from({ length: 900 }, (_, index) => `word${String(index)}`).join(" ");
    const visits = [{ date: "2026-05-04", photoCount: 1, note }];
    const { text } = set(patientContent({ visits }));
    const found = text.match(/word\d+/g) ?? [];
    expect(found).toHaveLength(900);
  });

  it("set a photo that cannot be assessed, without class and score", () => {
    const { text } = set(
      caseContent({ analysis: refusedAnalysis, heatmap: null, outcomes: [], earlier: [] }),
    );
    expectInOrder(text, "Cannot assess", "The photo is blurred.", "No diagnosis was recorded.");
    expect(text).not.toMatch(/Malignancy score|Most resembles/);
  });

  it("take what people wrote as text, whatever signs it holds", () => {
    const note = '#panic("x") *bold* $x^2$ @ref <label> // \\ `code` = Heading';
    const { photo } = caseContent();
    const { text } = set(caseContent({ photo: { ...photo, notes: note } }));
    expect(text.replace(/\s+/g, " ")).toContain(note);
  });

  it("refuse a picture that cannot be read, with a code", () => {
    const { letterhead } = caseContent();
    const logo = { bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), format: "png" } as const;
    expect(() => typeset(caseContent({ letterhead: { ...letterhead, logo } }))).toThrow(
      expect.objectContaining({ code: "report.not-set" }) as Error,
    );
    expect(typeset(caseContent()).pages.length).toBeGreaterThan(0);
  });
});

describe("the other reports", () => {
  it("show eleven visits of a lesion, each with its photo and a line", () => {
    const { text, facts, structure } = set(courseContent({ paper: "letter", language: "de" }));
    expectInOrder(text, "Verlauf einer Läsion", "04.01.2023 Routine Nävus", "04.07.2025 Dringend");
    expect(text.match(/\d\d\.\d\d\.\d{4} (Routine|Bald|Dringend)/g)).toHaveLength(11);
    expect(facts["Page size"]).toContain("letter");
    // Eleven photos and two charts.
    expect(structure.match(/\bFigure\b/g)).toHaveLength(13);
  });

  it("show a patient's lesions and visits", () => {
    const { text } = set(patientContent());
    expectInOrder(
      text,
      "Patient report",
      "Consent: Triage Given 4 Jan 2023",
      "Father had a melanoma.",
      "3, below the elbow",
      "Histology of",
      "Photos without a lesion",
      "Not yet analysed",
      "4 May 2016",
    );
  });

  it("list a day without anything to sign, the head of the table on every page", () => {
    const { text } = set(dayContent());
    expectInOrder(text, "List of the day", "12 May 2026", "2 urgent, 3 soon, 6 routine", "Urgent");
    expect(text).not.toMatch(/DRAFT|Signature/);
    const photos = dayContent().photos.flatMap((photo) => [photo, photo, photo, photo]);
    const long = set(dayContent({ photos }));
    expect(long.text.match(/Patient Photo Urgency/g)).toHaveLength(Number(long.facts["Pages"]));
    expect(Number(long.facts["Pages"])).toBeGreaterThan(2);
    expect(set(dayContent({ photos: [] })).text).toContain("No photos came in on this day.");
  });
});

describe("the typesetter's process", () => {
  const host = join(root, "out/app/typesetter-host.cjs");

  function start(script = host): { typesetter: Typesetter; children: TypesetterChild[] } {
    const children: TypesetterChild[] = [];
    const typesetter = startTypesetter({
      launch: () => {
        const child: TypesetterChild = launchChild(script, [join(root, "resources")]);
        children.push(child);
        return child;
      },
    });
    onTestFinished(typesetter.stop);
    return { typesetter, children };
  }

  it("sets what this process sets, and answers each request with its own report", async () => {
    const { typesetter, children } = start();
    const contents = [caseContent(), courseContent({ photos: photoLines(2) })];
    const reports = await Promise.all(contents.map((content) => typesetter.typeset(content)));
    for (const [index, content] of contents.entries()) {
      expect(reports[index]?.pdf).toEqual(typeset(content).pdf);
    }
    expect(children).toHaveLength(1);
  });

  it("killed during a report: it fails clearly, and the next one is set", async () => {
    const { typesetter, children } = start();
    const cut = typesetter.typeset(caseContent());
    children[0]?.kill();
    await expect(cut).rejects.toMatchObject({ code: "report.not-set" });
    await expect(typesetter.typeset(dayContent())).resolves.toMatchObject({
      title: "List of the day: 12 May 2026",
    });
    expect(children).toHaveLength(2);
  });

  it("that dies each time is started for each report, and never by itself", async () => {
    const dying = join(temporaryFolder(), "dying.cjs");
    writeFileSync(dying, "process.exit(1);");
    const { typesetter, children } = start(dying);
    for (const report of [1, 2, 3, 4, 5]) {
      await expect(typesetter.typeset(dayContent())).rejects.toMatchObject({
        code: "report.not-set",
      });
      expect(children).toHaveLength(report);
    }
  });
});

describe("report --photo", () => {
  it("writes what classify says of a photo, in the language and on the paper asked for", async () => {
    const folder = temporaryFolder();
    const photo = join(folder, "lesion.jpg");
    const out = join(folder, "report.pdf");
    await writeLesionPhoto(photo, { seed: 3, diagnosis: "mel", width: 1200, height: 900 });
    const args = ["--photo", photo, "--out", out, "--language", "de", "--paper", "letter"];
    const [written, classified] = await Promise.all([
      lentigo("report", ...args, "--json"),
      lentigo("classify", photo, "--json"),
    ]);
    expect(written).toMatchObject({ status: 0, complaints: "" });
    const answer = JSON.parse(classified.output) as { triage: string; malignancy: number };
    expect(JSON.parse(written.output)).toMatchObject({ file: out, triage: answer.triage });
    const { text, facts } = readPdf(readFileSync(out));
    expectInOrder(
      text,
      "ENTWURF",
      "Fallbericht",
      "Keinem Patienten zugeordnet",
      `Malignitätsscore ${String(Math.round(answer.malignancy * 100))} %`,
      "Kein zugelassenes Medizinprodukt",
    );
    expect(facts["Page size"]).toContain("letter");
    expect(Number.parseInt(facts["File size"] ?? "", 10)).toBeLessThan(1_000_000);
  });

  it("refuses what is no photo, and writes nothing", async () => {
    const folder = temporaryFolder();
    const bad = await writeBadPhotos(folder);
    const photo = bad.find(({ name }) => name === "text.jpg")?.file ?? "";
    const out = join(folder, "report.pdf");
    const { status, complaints } = await lentigo("report", "--photo", photo, "--out", out);
    expect(status).toBe(1);
    expect(complaints).toContain("photo.not-an-image");
    expect(() => readFileSync(out)).toThrow("ENOENT");
  });
});

async function grey(picture: Uint8Array): Promise<Buffer> {
  return sharp(picture).resize(300, 424, { fit: "fill" }).greyscale().raw().toBuffer();
}

/** Of a page as SVG, pixels as a browser would show it. */
function pictureOf(svg: string): Uint8Array {
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}
