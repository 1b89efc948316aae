import { createHash, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ReportId, type ReportSubject } from "../../../../electron/contract/reports";
import { NO_AUDIT_FILTER } from "../../../../electron/contract/session";
import type { ReportRequest } from "../../../../electron/workflows/reporting/desk";
import { newPatient } from "../../../fixtures/records";
import { reportingClinic } from "../../../fixtures/reportingClinic";

const request = (subject: ReportSubject, given: Partial<ReportRequest> = {}): ReportRequest => ({
  ...{ subject, language: "en", paper: "a4", similar: false, corrects: null },
  ...given,
});

describe("a draft", () => {
  it("is told with its pages and what it lacks, and leaves nothing in the clinic", async () => {
    const { store, desk, photoId } = reportingClinic();
    const preview = await desk.preview(request({ kind: "case", photoId }));
    expect(preview).toMatchObject({ language: "en", paper: "a4", signed: null });
    expect(preview.gaps).toEqual(["no-logo", "no-address", "no-decision"]);
    const { pages, paper } = desk.sheets(preview.reportId);
    expect(pages).toHaveLength(preview.pages);
    expect(pages[0]).toMatch(/^<svg /);
    expect(paper).toBe("a4");
    expect(store.reports.list({ kind: "photo", photoId }, 10, 0).total).toBe(0);
  });

  it("gives way when newer ones come", async () => {
    const { desk, lesionId } = reportingClinic();
    const first = await desk.preview(request({ kind: "course", lesionId }));
    for (let more = 0; more < 4; more++) await desk.preview(request({ kind: "course", lesionId }));
    expect(() => desk.sheets(first.reportId)).toThrow(
      expect.objectContaining({ code: "report.missing" }),
    );
    await expect(desk.sign(first.reportId)).rejects.toMatchObject({ code: "report.missing" });
  });

  it("has a file named after the patient and the photo", async () => {
    const { desk, photoId } = reportingClinic();
    const { reportId } = await desk.preview(request({ kind: "case", photoId }));
    const { name, pdf } = desk.file(reportId);
    expect(name).toMatch(/^Lindqvist Astrid 4711 Case report today 2026-03-04\.pdf$/);
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
  });
});

describe("signing", () => {
  it("keeps the PDF and its pages under the draft's id, with hash and name", async () => {
    const { store, desk, photoId, patientId, lesionId } = reportingClinic();
    const { reportId } = await desk.preview(request({ kind: "case", photoId }));
    const draft = desk.file(reportId);
    const report = await desk.sign(reportId);
    expect(report).toMatchObject({
      id: reportId,
      version: 1,
      patientId,
      signedBy: "Dr. Ines Albrecht",
      modelVersions: ["test-1"],
    });
    const { pdf } = desk.file(reportId);
    expect(createHash("sha256").update(pdf).digest("hex")).toBe(report.sha256);
    expect(Buffer.from(pdf).equals(draft.pdf)).toBe(false); // it no longer is a draft
    expect(desk.open(reportId)).toMatchObject({ signed: report, pages: report.pages, gaps: [] });
    expect(store.reports.list({ kind: "lesion", lesionId }, 10, 0).reports).toEqual([report]);
    const [entry] = store.audit.list(NO_AUDIT_FILTER, 1, 0).entries;
    expect(entry).toMatchObject({
      action: "report.signed",
      subject: patientId,
      details: { report: reportId, kind: "case", sha256: report.sha256, corrects: null },
    });
  });

  it("happens once, however often it is asked for", async () => {
    const { store, desk, photoId } = reportingClinic();
    const { reportId } = await desk.preview(request({ kind: "case", photoId }));
    const [one, two] = await Promise.all([desk.sign(reportId), desk.sign(reportId)]);
    expect(two).toEqual(one);
    expect(await desk.sign(reportId)).toEqual(one);
    expect(store.reports.list({ kind: "photo", photoId }, 10, 0).total).toBe(1);
  });

  it("refuses what the record no longer says", async () => {
    const { store, desk, photoId, actor, now } = reportingClinic();
    const { reportId } = await desk.preview(request({ kind: "case", photoId }));
    const decision = { photoId, diagnosis: "mel", confidence: "high", nextStep: null } as const;
    store.outcomes.record({ ...decision, note: "" }, actor, now());
    await expect(desk.sign(reportId)).rejects.toMatchObject({ code: "report.outdated" });
    expect(store.reports.list({ kind: "photo", photoId }, 10, 0).total).toBe(0);
  });

  it("refuses a photo that turned out to be another patient's", async () => {
    const { store, desk, photoId, now } = reportingClinic();
    const { reportId } = await desk.preview(request({ kind: "case", photoId }));
    const twin = store.patients.create(newPatient(), now());
    store.photos.assign(photoId, twin);
    await expect(desk.sign(reportId)).rejects.toMatchObject({ code: "report.outdated" });
  });

  it("refuses the list of a day", async () => {
    const { desk } = reportingClinic();
    const { reportId } = await desk.preview(request({ kind: "day", day: "2026-03-04" }));
    await expect(desk.sign(reportId)).rejects.toMatchObject({ code: "request.invalid" });
  });
});

describe("a correction", () => {
  it("takes the place of the version before, once", async () => {
    const { store, desk, photoId } = reportingClinic();
    const subject = { kind: "case", photoId } as const;
    const first = await desk.sign((await desk.preview(request(subject))).reportId);
    const corrects = { reportId: first.id, reason: "wrong side" };
    const second = await desk.sign((await desk.preview(request(subject, { corrects }))).reportId);
    expect(second).toMatchObject({ version: 2, corrects });
    expect(store.reports.get(first.id).correctedBy).toBe(second.id);
    expect(desk.open(first.id).signed?.correctedBy).toBe(second.id);
    await expect(desk.preview(request(subject, { corrects }))).rejects.toMatchObject({
      code: "report.superseded",
    });
  });

  it("is of the same subject", async () => {
    const { desk, photoId, before } = reportingClinic();
    const first = await desk.sign(
      (await desk.preview(request({ kind: "case", photoId }))).reportId,
    );
    const corrects = { reportId: first.id, reason: "wrong side" };
    await expect(
      desk.preview(request({ kind: "case", photoId: before }, { corrects })),
    ).rejects.toMatchObject({ code: "report.missing" });
  });
});

describe("a stored report", () => {
  it("is there to be saved when its lesion and photos have been deleted", async () => {
    const { store, desk, lesionId, photoId, before, now } = reportingClinic();
    const subject = { kind: "course", lesionId } as const;
    const { id } = await desk.sign((await desk.preview(request(subject))).reportId);
    for (const photo of [photoId, before]) store.removals.photo(photo, null, now());
    store.lesions.remove(lesionId);
    expect(desk.file(id).name).toBe("Lindqvist Astrid 4711 Course of a lesion 2026-03-04.pdf");
    expect(desk.open(id).signed?.id).toBe(id);
  });

  it("is not opened where its file is not the one that was signed", async () => {
    const { folder, store, desk, photoId } = reportingClinic();
    const { id } = await desk.sign(
      (await desk.preview(request({ kind: "case", photoId }))).reportId,
    );
    const { pdf } = store.reports.files(id);
    writeFileSync(join(folder, "clinic", "photos", pdf.slice(0, 2), pdf), "something else");
    expect(() => desk.open(id)).toThrow(expect.objectContaining({ code: "report.damaged" }));
    expect(() => desk.file(id)).toThrow(expect.objectContaining({ code: "report.damaged" }));
  });

  it("that is not here is said to be missing", () => {
    const { desk } = reportingClinic();
    expect(() => desk.open(ReportId.parse(randomUUID()))).toThrow(
      expect.objectContaining({ code: "report.missing" }),
    );
  });
});
