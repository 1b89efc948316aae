import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import {
  ReportId,
  SignedSubject,
  type Report,
  type ReportPage,
  type ReportScope,
  type ReportSubject,
} from "../contract/reports";
import { PatientId, type LesionId, type PhotoId } from "../contract/shapes";
import type { Actor } from "../domain/audit";
import { countOf } from "./count";

/** A report as it is signed. */
export interface NewReport extends Pick<
  Report,
  | "id"
  | "subject"
  | "patientId"
  | "language"
  | "paper"
  | "title"
  | "pages"
  | "modelVersions"
  | "sha256"
  | "corrects"
> {
  /** Of a course, or of the photo of a case where it shows a known one. */
  readonly lesionId: LesionId | null;
  readonly files: ReportFiles;
}

/** Names of encrypted files. */
export interface ReportFiles {
  readonly pdf: string;
  /** Array of SVG documents, one a page: JSON, gzip. */
  readonly pagePictures: string;
}

/** Signed reports: rows are added, never changed. */
export interface ReportRepository {
  /** @throws LentigoError as `correctable` */
  add(report: NewReport, actor: Actor, at: Date): void;
  /** @throws LentigoError `report.missing` */
  get(id: ReportId): Report;
  /**
   * A report that a new version may take the place of.
   *
   * @throws LentigoError `report.missing` where it is not here or of something else,
   * `report.superseded` where it has been corrected already
   */
  correctable(id: ReportId, subject: ReportSubject): Report;
  /** @throws LentigoError `report.missing` */
  files(id: ReportId): ReportFiles;
  /** The latest first. */
  list(scope: ReportScope, limit: number, offset: number): ReportPage;
  /** The report of the photo that counts; null where none is signed. */
  latestOfPhoto(photoId: PhotoId): Report | null;
  /** Names of the files on a shelf that reports refer to. */
  filesOn(shelf: string): Set<string>;
}

interface ReportRow {
  readonly id: string;
  readonly kind: SignedSubject["kind"];
  readonly photo_id: string | null;
  readonly lesion_id: string | null;
  readonly patient_id: string | null;
  readonly language: Report["language"];
  readonly paper: Report["paper"];
  readonly title: string;
  readonly pages: number;
  readonly version: number;
  readonly signed_at: string;
  readonly account_name: string;
  readonly model_versions: string;
  readonly sha256: string;
  readonly pdf: string;
  readonly page_pictures: string;
  readonly corrects: string | null;
  readonly reason: string | null;
  readonly corrected_by: string | null;
}

/** Reports of a patient `@id`, among them those signed before the photo was known to be theirs. */
export const OF_PATIENT = `(
  patient_id = @id OR (patient_id IS NULL
    AND photo_id IN (SELECT photos.id FROM photos WHERE photos.patient_id = @id))
)`;

const CONDITIONS: Readonly<Record<ReportScope["kind"], string>> = {
  patient: OF_PATIENT,
  lesion: "lesion_id = @id",
  photo: "photo_id = @id",
};

const REPORT = `
  SELECT reports.*, (SELECT id FROM reports AS later WHERE later.corrects = reports.id)
    AS corrected_by
  FROM reports
`;

export function reportRepository(database: Database): ReportRepository {
  const insert = database.prepare(`
    INSERT INTO reports (id, kind, photo_id, lesion_id, patient_id, language, paper, title, pages,
      version, signed_at, account_id, account_name, model_versions, sha256, pdf, page_pictures,
      corrects, reason)
    VALUES (@id, @kind, @photoId, @lesionId, @patientId, @language, @paper, @title, @pages,
      @version, @at, @accountId, @accountName, @modelVersions, @sha256, @pdf, @pagePictures,
      @corrects, @reason)
  `);
  const byId = database.prepare<[string], ReportRow>(`${REPORT} WHERE id = ?`);
  const latestOfPhoto = database.prepare<[string], ReportRow>(`
    ${REPORT} WHERE photo_id = ? AND corrected_by IS NULL
    ORDER BY signed_at DESC, rowid DESC LIMIT 1
  `);
  const pages = statements((condition) =>
    database.prepare<[{ id: string; limit: number; offset: number }], ReportRow>(`
      ${REPORT} WHERE ${condition}
      ORDER BY signed_at DESC, rowid DESC LIMIT @limit OFFSET @offset
    `),
  );
  const totals = statements((condition) => countOf(database, `FROM reports WHERE ${condition}`));
  // Names are of small letters and digits: "g" comes after all that begin alike.
  const filesOn = database
    .prepare<[{ shelf: string }], string>(
      `SELECT pdf FROM reports WHERE pdf >= @shelf AND pdf < @shelf || 'g' UNION ALL
       SELECT page_pictures FROM reports
       WHERE page_pictures >= @shelf AND page_pictures < @shelf || 'g'`,
    )
    .pluck();

  const rowOf = (id: ReportId): ReportRow => {
    const row = byId.get(id);
    if (!row) throw new LentigoError("report.missing");
    return row;
  };
  const get = (id: ReportId): Report => fromRow(rowOf(id));

  const correctable = (id: ReportId, subject: ReportSubject): Report => {
    const report = get(id);
    if (!isOfSame(report.subject, subject)) throw new LentigoError("report.missing");
    if (report.correctedBy !== null) throw new LentigoError("report.superseded");
    return report;
  };

  return {
    add: database.transaction((report: NewReport, actor: Actor, at: Date): void => {
      const { subject, files, corrects, modelVersions } = report;
      insert.run({
        id: report.id,
        kind: subject.kind,
        photoId: subject.kind === "case" ? subject.photoId : null,
        lesionId: report.lesionId,
        patientId: report.patientId,
        language: report.language,
        paper: report.paper,
        title: report.title,
        pages: report.pages,
        version: corrects ? correctable(corrects.reportId, subject).version + 1 : 1,
        at: at.toISOString(),
        accountId: actor.id,
        accountName: actor.name,
        modelVersions: JSON.stringify(modelVersions),
        sha256: report.sha256,
        pdf: files.pdf,
        pagePictures: files.pagePictures,
        corrects: corrects?.reportId ?? null,
        reason: corrects?.reason ?? null,
      });
    }),
    get,
    correctable,
    files(id) {
      const { pdf, page_pictures: pagePictures } = rowOf(id);
      return { pdf, pagePictures };
    },
    list(scope, limit, offset) {
      const id = idOf(scope);
      return {
        total: totals[scope.kind]({ id }),
        reports: pages[scope.kind].all({ id, limit, offset }).map(fromRow),
      };
    },
    latestOfPhoto(photoId) {
      const row = latestOfPhoto.get(photoId);
      return row ? fromRow(row) : null;
    },
    filesOn: (shelf) => new Set(filesOn.all({ shelf })),
  };
}

function statements<S>(prepare: (condition: string) => S): Record<ReportScope["kind"], S> {
  return {
    patient: prepare(CONDITIONS.patient),
    lesion: prepare(CONDITIONS.lesion),
    photo: prepare(CONDITIONS.photo),
  };
}

function idOf(scope: ReportScope): string {
  switch (scope.kind) {
    case "patient":
      return scope.patientId;
    case "lesion":
      return scope.lesionId;
    case "photo":
      return scope.photoId;
  }
}

function fromRow(row: ReportRow): Report {
  const { corrects, reason } = row;
  return {
    id: ReportId.parse(row.id),
    subject: subjectOf(row),
    patientId: row.patient_id === null ? null : PatientId.parse(row.patient_id),
    language: row.language,
    paper: row.paper,
    title: row.title,
    pages: row.pages,
    version: row.version,
    signedAt: row.signed_at,
    signedBy: row.account_name,
    modelVersions: JSON.parse(row.model_versions) as string[],
    sha256: row.sha256,
    corrects:
      corrects === null || reason === null ? null : { reportId: ReportId.parse(corrects), reason },
    correctedBy: row.corrected_by === null ? null : ReportId.parse(row.corrected_by),
  };
}

function isOfSame(one: ReportSubject, other: ReportSubject): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(subject: ReportSubject): string {
  switch (subject.kind) {
    case "case":
      return subject.photoId;
    case "course":
      return subject.lesionId;
    case "patient":
      return subject.patientId;
    case "day":
      return subject.day;
  }
}

function subjectOf({ kind, photo_id, lesion_id, patient_id }: ReportRow): SignedSubject {
  switch (kind) {
    case "case":
      return SignedSubject.parse({ kind, photoId: photo_id });
    case "course":
      return SignedSubject.parse({ kind, lesionId: lesion_id });
    case "patient":
      return SignedSubject.parse({ kind, patientId: patient_id });
  }
}
