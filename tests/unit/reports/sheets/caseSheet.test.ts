import { describe, expect, it } from "vitest";
import { phrasesOf } from "../../../../electron/reports/phrases";
import type { CaseContent } from "../../../../electron/reports/reportContent";
import { caseSheet, type CaseSheet } from "../../../../electron/reports/sheets/caseSheet";
import { gatherPictures } from "../../../../electron/reports/sheets/pictures";
import {
  caseContent,
  patient,
  photoLine,
  refusedAnalysis,
  similarCases,
} from "../../../fixtures/reportContents";

function sheetOf(change: Partial<CaseContent> = {}): CaseSheet {
  const content = caseContent(change);
  return caseSheet(content, phrasesOf(content.language), gatherPictures());
}

const valueOf = (facts: CaseSheet["patient"], label: string): string | undefined =>
  facts.find((fact) => fact.label === label)?.value;

describe("the patient on a case report", () => {
  it("has name, age on the day of printing, sex and number", () => {
    expect(sheetOf().patient.map(({ value }) => value)).toEqual([
      "Wójcik, Małgorzata",
      "4 Mar 1957 (69 y)",
      "Female",
      "P-2041",
    ]);
  });

  it("without a date of birth is said to have none on record, on every page", () => {
    const sheet = sheetOf({ patient: { ...patient, dateOfBirth: null } });
    expect(valueOf(sheet.patient, "Date of birth")).toBe("Not recorded");
    expect(sheet.running).toContain("date of birth not recorded");
  });

  it("is said to be missing where nobody has assigned the photo", () => {
    const sheet = sheetOf({ patient: null });
    expect(sheet.patient).toEqual([{ label: "Patient", value: "Not assigned to a patient" }]);
    expect(sheet.documentTitle).toContain("IMG_0042.jpg");
  });
});

describe("what the model says, on a case report", () => {
  it("begins with the most probable class, in the words of the window", () => {
    const [first, second, ...rest] = sheetOf().bars?.bars ?? [];
    expect(first).toEqual({ name: "Melanoma", percent: "75\u202f%", share: 0.75, malignant: true });
    expect(second?.malignant).toBe(false);
    expect(rest.at(-1)?.percent).toBe("<1\u202f%");
  });

  it("is told with what the threshold achieved where it was measured", () => {
    const { sentences, points, provenance } = sheetOf().triage;
    expect(sentences.join(" ")).toContain("found 82 of 100 malignant lesions and called 7 of 100");
    expect(points?.rows).toEqual([
      ["Urgent", "60\u202f%", "82\u202f%", "93\u202f%"],
      ["Urgent or soon", "30\u202f%", "95\u202f%", "70\u202f%"],
    ]);
    expect(provenance).toContain("1,002 validation photos");
    expect(provenance).toContain("base-1");
  });

  it("lends no figures of another version where its own are not known", () => {
    const { analysis } = caseContent();
    const { triage } = sheetOf({ analysis: analysis && { ...analysis, operatingPoints: null } });
    expect(triage.points).toBeNull();
    expect(triage.score?.marks).toEqual([]);
    expect(triage.sentences).toEqual(["The operating points of model base-1 are not known here."]);
  });

  it("says so where what the thresholds find was not measured for the version", () => {
    const { analysis } = caseContent();
    const rates = { sensitivity: null, specificity: null, measuredOn: "not measured" };
    const points = { urgent: { threshold: 0.6, ...rates }, soon: { threshold: 0.3, ...rates } };
    const { triage } = sheetOf({ analysis: analysis && { ...analysis, operatingPoints: points } });
    expect(triage.sentences.join(" ")).toContain("was not measured for this model version");
    expect(triage.points?.rows).toEqual([
      ["Urgent", "60\u202f%", "–", "–"],
      ["Urgent or soon", "30\u202f%", "–", "–"],
    ]);
    expect(triage.provenance).not.toContain("Measured on");
  });

  it("gives a photo that cannot be assessed its reasons, and neither class nor score", () => {
    const sheet = sheetOf({ analysis: refusedAnalysis, heatmap: null });
    expect(sheet.bars).toBeNull();
    expect(sheet.pictures.heatmap).toBeNull();
    expect(sheet.triage).toMatchObject({ level: "cannot-assess", score: null, points: null });
    expect(sheet.triage.sentences[0]).toBe("The photo is blurred.");
  });

  it("is missing while the photo waits, and that is said", () => {
    const sheet = sheetOf({ analysis: null, heatmap: null, earlier: [] });
    expect(sheet.triage).toMatchObject({ level: null, word: "Not yet analysed" });
    expect(sheet.foot.facts.join()).not.toContain("Model");
  });
});

describe("what people found, on a case report", () => {
  it("is told with kind, certainty, next step, day and name, and the note's paragraphs", () => {
    const [histology, clinical] = sheetOf().outcomes.entries;
    expect(histology?.facts).toBe(
      "Histology of 11 May 2026 · recorded 12 May 2026 by Dr Hannah Sommer",
    );
    expect(histology?.note).toHaveLength(2);
    expect(clinical?.facts).toContain("high confidence · excision");
  });

  it("names no one where nobody was signed in", () => {
    const [outcome] = caseContent().outcomes;
    const { entries } = sheetOf({ outcomes: outcome ? [{ ...outcome, by: null }] : [] }).outcomes;
    expect(entries[0]?.facts).toMatch(/recorded 12 May 2026$/);
  });

  it("leaves out notes that are empty and a reckoning that is not complete", () => {
    const { photo } = caseContent();
    const { notes } = sheetOf({
      visit: null,
      photo: { ...photo, notes: " \n", abcd: photo.abcd && { ...photo.abcd, border: null } },
    });
    expect(notes.entries).toEqual([]);
  });

  it("reckons by the ABCD rule as the window does", () => {
    const [abcd] = sheetOf().notes.entries;
    expect(abcd?.text[0]).toContain("Total dermoscopy score 6.0. Above 5.45");
  });
});

describe("comparisons on a case report", () => {
  it("are not there where there is nothing to compare with", () => {
    expect(sheetOf({ earlier: [] }).earlier).toBeNull();
    expect(sheetOf({ similar: null }).similar).toBeNull();
  });

  it("give no score to an earlier photo that could not be assessed", () => {
    const { analysis } = photoLine();
    const line = photoLine({
      analysis: analysis && { ...analysis, level: "cannot-assess", reasons: ["too-dark"] },
    });
    expect(sheetOf({ earlier: [line] }).earlier?.lines[0]).toMatchObject({
      leading: "The photo is too dark.",
      score: "–",
    });
  });

  it("say how similar each case is and how it was confirmed", () => {
    const cases = sheetOf({ similar: similarCases }).similar?.cases ?? [];
    expect(cases.map(({ similarity }) => similarity)[0]).toBe("Similarity 0.94");
    expect(cases[1]?.confirmedBy).toBe("Clinical diagnosis");
  });
});

describe("the frame of a report", () => {
  it("marks a draft, and says who signed where somebody has", () => {
    expect(sheetOf().draft).toBe("Draft, not signed");
    const signed = sheetOf({
      signed: { by: "Dr Hannah Sommer", at: new Date(2026, 4, 12, 14, 20).toISOString() },
    });
    expect(signed.draft).toBeNull();
    expect(signed.signature?.signed).toBe(
      "Signed electronically by Dr Hannah Sommer, 12 May 2026, 14:20",
    );
  });

  it("names what it takes the place of, and why", () => {
    const corrects = {
      reportId: "8a6b1c2d-5d7e-4f90-8a6b-1c2d3e4f5a6b",
      signedAt: "2026-05-05T12:00:00.000Z",
      reason: "The site was wrong.",
    };
    expect(sheetOf({ corrects, version: 2 })).toMatchObject({
      correction: {
        text: expect.stringMatching(/8a6b1c2d.*signed 5 May 2026/) as string,
        reason: "Reason: The site was wrong.",
      },
    });
  });

  it("lists every model version once whose answers are shown", () => {
    const { analysis } = photoLine();
    const other = photoLine({ analysis: analysis && { ...analysis, modelVersion: "clinic-2" } });
    const { facts } = sheetOf({ earlier: [photoLine(), other] }).foot;
    expect(facts).toContain("Models base-1, clinic-2");
  });

  it("speaks German with German dates and numbers", () => {
    const sheet = sheetOf({ language: "de" });
    expect(sheet.title).toBe("Fallbericht");
    expect(valueOf(sheet.patient, "Geburtsdatum")).toBe("04.03.1957 (69 J.)");
    expect(valueOf(sheet.circumstances, "Größter Durchmesser")).toBe("6,4\u202fmm");
    expect(sheet.foot.statement).toContain("Kein zugelassenes Medizinprodukt");
  });
});
