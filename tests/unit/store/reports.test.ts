import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ReportId, type SignedSubject } from "../../../electron/contract/reports";
import type { PatientId, PhotoId } from "../../../electron/contract/shapes";
import { openDatabase } from "../../../electron/store/database";
import { unguarded } from "../../../electron/store/keyFile";
import { lesionRepository } from "../../../electron/store/lesions";
import { mergeRepository } from "../../../electron/store/merges";
import { openStore } from "../../../electron/store/open";
import { patientRepository } from "../../../electron/store/patients";
import { photoRepository } from "../../../electron/store/photos";
import { removalRepository } from "../../../electron/store/removals";
import { reportRepository, type NewReport } from "../../../electron/store/reports";
import { trainingSides } from "../../../electron/store/trainingSides";
import { visitRepository } from "../../../electron/store/visits";
import { newLesion, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const later = new Date("2026-03-05T05:06:07Z");
const eva = { id: randomUUID(), name: "Dr Eva", role: "clinician" } as const;

function newReport(subject: SignedSubject, given: Partial<NewReport> = {}): NewReport {
  const id = ReportId.parse(randomUUID());
  return {
    id,
    subject,
    language: "de",
    paper: "a4",
    title: "Befundbericht",
    pages: 2,
    modelVersions: ["test-1"],
    sha256: "ab12",
    patientId: null,
    lesionId: null,
    files: { pdf: `pdf of ${id}`, pagePictures: `pages of ${id}` },
    corrects: null,
    ...given,
  };
}

function clinic() {
  const database = openDatabase(join(temporaryFolder(), "clinic.db"), Buffer.alloc(32, 7), true);
  onTestFinished(() => {
    database.close();
  });
  const patients = patientRepository(database);
  const visits = visitRepository(database);
  const photos = photoRepository(database, visits);
  const reports = reportRepository(database);
  const removals = removalRepository(database, patients, photos);
  const lesions = lesionRepository(database);
  const merges = mergeRepository(database, patients, trainingSides(database));
  const patientId = patients.create(newPatient({ familyName: "Reportson" }), at);
  const photoId = photos.add(newPhoto("a", patientId), at);
  const sign = (report: NewReport, when = at): NewReport => {
    reports.add(report, eva, when);
    return report;
  };
  const caseOf = (photo: PhotoId, owner: PatientId | null, given: Partial<NewReport> = {}) =>
    newReport({ kind: "case", photoId: photo }, { patientId: owner, ...given });
  const finished = (): string[] => {
    const names: string[] = [];
    removals.finish((name) => names.push(name));
    return names.sort();
  };
  const ids = (...scope: Parameters<typeof reports.list>): string[] =>
    reports.list(...scope).reports.map(({ id }) => id);
  return {
    ...{ database, patients, photos, reports, removals, lesions, merges },
    ...{ patientId, photoId, sign, caseOf, finished, ids },
  };
}

describe("a signed report", () => {
  it("is kept with who signed it, when, its hash and the versions it shows", () => {
    const { reports, photoId, patientId, sign, caseOf } = clinic();
    const { id, files } = sign(caseOf(photoId, patientId));
    expect(reports.get(id)).toEqual({
      id,
      subject: { kind: "case", photoId },
      patientId,
      language: "de",
      paper: "a4",
      title: "Befundbericht",
      pages: 2,
      version: 1,
      signedAt: at.toISOString(),
      signedBy: "Dr Eva",
      modelVersions: ["test-1"],
      sha256: "ab12",
      corrects: null,
      correctedBy: null,
    });
    expect(reports.files(id)).toEqual(files);
    expect(() => reports.get(ReportId.parse(randomUUID()))).toThrow(
      expect.objectContaining({ code: "report.missing" }),
    );
  });

  it.each([
    "UPDATE reports SET title = 'other'",
    "UPDATE reports SET sha256 = 'other'",
    "UPDATE reports SET signed_at = '2026-01-01T00:00:00Z'",
    "UPDATE reports SET pdf = 'other'",
    "UPDATE reports SET account_name = 'other'",
    "DELETE FROM reports",
  ])("refuses %s", (sql) => {
    const { database, reports, photoId, patientId, sign, caseOf } = clinic();
    const { id } = sign(caseOf(photoId, patientId));
    expect(() => database.exec(sql)).toThrow(/signed reports never/);
    expect(reports.get(id).title).toBe("Befundbericht");
  });
});

describe("a correction", () => {
  it("is the next version, names the one before and why, and is named by it", () => {
    const { reports, photoId, patientId, sign, caseOf } = clinic();
    const first = sign(caseOf(photoId, patientId)).id;
    const corrects = { reportId: first, reason: "wrong side" };
    const second = sign(caseOf(photoId, patientId, { corrects }), later).id;
    expect(reports.get(second)).toMatchObject({ version: 2, corrects, correctedBy: null });
    expect(reports.get(first)).toMatchObject({ version: 1, correctedBy: second });
    expect(reports.latestOfPhoto(photoId)?.id).toBe(second);
  });

  it("of a lesion's course or of a patient follows what it corrects, too", () => {
    const { reports, lesions, patients, patientId, sign } = clinic();
    const lesionId = lesions.create(patientId, newLesion(), at);
    const other = patients.create(newPatient(), at);
    for (const [report, wrong] of [
      [
        newReport({ kind: "course", lesionId }, { patientId, lesionId }),
        { kind: "course", lesionId: lesions.create(patientId, newLesion(), at) },
      ],
      [
        newReport({ kind: "patient", patientId }, { patientId }),
        { kind: "patient", patientId: other },
      ],
    ] as const) {
      const { id } = sign(report);
      const corrects = { reportId: id, reason: "wrong side" };
      expect(() => reports.correctable(id, wrong)).toThrow(
        expect.objectContaining({ code: "report.missing" }),
      );
      // The list of a day is never signed, so that it corrects nothing.
      expect(() => reports.correctable(id, { kind: "day", day: "2026-03-04" })).toThrow(
        expect.objectContaining({ code: "report.missing" }),
      );
      const second = sign({ ...report, id: ReportId.parse(randomUUID()), corrects }, later).id;
      expect(reports.get(second)).toMatchObject({ version: 2, corrects });
    }
  });

  it("is refused of one that was corrected, is of something else or is not here", () => {
    const { reports, patients, photos, photoId, patientId, sign, caseOf } = clinic();
    const first = sign(caseOf(photoId, patientId)).id;
    const corrects = { reportId: first, reason: "wrong side" };
    const other = photos.add(newPhoto("b", patients.create(newPatient(), at)), at);
    const code = (report: NewReport): unknown => {
      try {
        reports.add(report, eva, later);
        return null;
      } catch (error) {
        return (error as { code: unknown }).code;
      }
    };
    expect(code(caseOf(other, null, { corrects }))).toBe("report.missing");
    const unknown = { ...corrects, reportId: ReportId.parse(randomUUID()) };
    expect(code(caseOf(photoId, patientId, { corrects: unknown }))).toBe("report.missing");
    sign(caseOf(photoId, patientId, { corrects }), later);
    expect(code(caseOf(photoId, patientId, { corrects }))).toBe("report.superseded");
  });
});

describe("lists of reports", () => {
  it("tell a patient's, a lesion's and a photo's, the latest first, page by page", () => {
    const { reports, lesions, patientId, photoId, sign, caseOf, ids } = clinic();
    const lesionId = lesions.create(patientId, newLesion(), at);
    const one = sign(caseOf(photoId, patientId, { lesionId })).id;
    const course = newReport({ kind: "course", lesionId }, { patientId, lesionId });
    const two = sign(course, later).id;
    const three = sign(newReport({ kind: "patient", patientId }, { patientId }), later).id;
    expect(ids({ kind: "patient", patientId }, 10, 0)).toEqual([three, two, one]);
    expect(ids({ kind: "lesion", lesionId }, 10, 0)).toEqual([two, one]);
    expect(ids({ kind: "photo", photoId }, 10, 0)).toEqual([one]);
    expect(reports.list({ kind: "patient", patientId }, 1, 1)).toMatchObject({
      total: 3,
      reports: [{ id: two }],
    });
  });

  it("follow a photo of nobody's to whom it turns out to belong", () => {
    const { photos, patientId, sign, caseOf, ids } = clinic();
    const stray = photos.add(newPhoto("b", null), at);
    const { id } = sign(caseOf(stray, null));
    expect(ids({ kind: "patient", patientId }, 10, 0)).toEqual([]);
    photos.assign(stray, patientId);
    expect(ids({ kind: "patient", patientId }, 10, 0)).toEqual([id]);
  });
});

describe("signed reports of what goes", () => {
  it("stay with the patient where only the photo goes", () => {
    const { reports, removals, photoId, patientId, sign, caseOf, finished } = clinic();
    const { id } = sign(caseOf(photoId, patientId));
    removals.photo(photoId, "Eva", at);
    expect(reports.get(id).subject).toEqual({ kind: "case", photoId });
    expect(finished()).toEqual(["blob of a", "thumbnail of a"]);
  });

  it("go with a photo of nobody's, their files too", () => {
    const { photos, reports, removals, sign, caseOf, finished } = clinic();
    const stray = photos.add(newPhoto("b", null), at);
    const { id } = sign(caseOf(stray, null));
    removals.photo(stray, "Eva", at);
    expect(() => reports.get(id)).toThrow(expect.objectContaining({ code: "report.missing" }));
    const own = [`pages of ${id}`, `pdf of ${id}`];
    expect(finished()).toEqual(["blob of b", ...own, "thumbnail of b"].sort());
  });

  it("go with the patient, their files too, and nobody else's", () => {
    const { patients, photos, reports, removals, photoId, patientId, sign, caseOf, finished } =
      clinic();
    const other = patients.create(newPatient(), at);
    const first = sign(caseOf(photoId, patientId));
    const wrong = { reportId: first.id, reason: "another patient's photo" };
    photos.assign(photoId, other);
    const kept = sign(caseOf(photoId, other, { corrects: wrong }), later);
    const stray = photos.add(newPhoto("b", null), at);
    const found = sign(caseOf(stray, null));
    photos.assign(stray, patientId);

    expect(removals.lossOf(patientId).reports).toBe(2);
    removals.patient(patientId, "Eva", later);
    expect(reports.get(kept.id)).toMatchObject({ version: 2, corrects: wrong });
    expect(finished()).toEqual(
      [first, found]
        .flatMap(({ files }) => [files.pdf, files.pagePictures])
        .concat("blob of b", "thumbnail of b")
        .sort(),
    );
  });

  it("go over where two patients become one", () => {
    const { patients, merges, patientId, photoId, sign, caseOf, ids } = clinic();
    const into = patients.create(newPatient(), at);
    const one = sign(caseOf(photoId, patientId)).id;
    const two = sign(newReport({ kind: "patient", patientId }, { patientId }), later).id;
    merges.merge(into, patientId, newPatient(), later);
    expect(ids({ kind: "patient", patientId: into }, 10, 0)).toEqual([two, one]);
  });
});

describe("the files of reports", () => {
  it("are not set aside when files and rows are set right", async () => {
    const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
    onTestFinished(() => {
      store.close();
    });
    const patientId = store.patients.create(newPatient(), at);
    const files = {
      pdf: store.blobs.put(Buffer.from("a report")),
      pagePictures: store.blobs.put(Buffer.from("its pages")),
    };
    store.reports.add(newReport({ kind: "patient", patientId }, { patientId, files }), eva, at);
    store.blobs.put(Buffer.from("nobody's"));
    expect(await store.repair(new AbortController().signal)).toEqual({
      unreferencedFiles: 1,
      missingFiles: 0,
    });
    expect(store.blobs.get(files.pdf).toString()).toBe("a report");
  });
});
