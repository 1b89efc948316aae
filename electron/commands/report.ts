import { join } from "node:path";
import type { Failure } from "../contract/errors";
import type { ReportForm, ReportSubject } from "../contract/reports";
import type { ClinicChannel } from "../contract/requests";
import { NO_FILTER, type PhotoSummary } from "../contract/shapes";
import { photoDay } from "../domain/photoDay";
import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";
import { openModelFolders, peekShipped } from "../workflows/modelFolders";
import { createRecordedChange, type RecordedChange } from "../workflows/recordedChange";
import { writeDayReports } from "../workflows/reporting/dayReports";
import { createReportDesk, type ReportDesk, type Typeset } from "../workflows/reporting/desk";
import { logSubject } from "../workflows/reporting/keptReports";
import { operatingPointsOf } from "../workflows/reporting/operatingPoints";
import { writeWhole } from "../workflows/outputFile";
import { createSimilarCases } from "../workflows/similarCases";
import { inClinic, type ClinicAccess } from "./clinic";

/** What the commands about a clinic's reports take. */
export interface ReportCommand {
  readonly access: ClinicAccess;
  /** One JSON object a line in place of a table or a sentence. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

export interface WriteReportCommand extends ReportCommand, ReportForm {
  /** The model version that came with Lentigo. */
  readonly shippedFolder: string;
  readonly vision: Pick<VisionClient, "ask">;
  readonly typeset: Typeset;
  /** The words of a failure. */
  readonly explain: (failure: Failure) => string;
}

/**
 * Writes a report of the clinic's as a draft.
 *
 * @param similar with similar confirmed cases, in a case report
 * @param out a file; one that lies there is replaced
 * @returns exit status
 * @throws LentigoError as `ReportDesk.preview`; `store.full` or `output.unwritable`
 */
export function writeClinicReport(
  command: WriteReportCommand,
  subject: ReportSubject,
  similar: boolean,
  out: string,
): Promise<number> {
  return atDesk(command, "reports.preview", async ({ desk, recorded }) => {
    const { language, paper, json, print } = command;
    const request = { subject, language, paper, similar, corrects: null };
    const { id, pdf, pages, patientId } = await desk.draftFile(request);
    await writeWhole(out, pdf);
    const details = { report: id, kind: subject.kind };
    recorded("report.saved", logSubject(patientId, subject), () => undefined, details);
    print(json ? JSON.stringify({ file: out, report: id, pages }) : out);
    return 0;
  });
}

/**
 * Writes a case report of every photo of the day into a folder.
 *
 * @returns exit status: 1 where one failed
 */
export function writeReportsOfDay(
  command: WriteReportCommand,
  day: string,
  folder: string,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  return atDesk(command, "reports.batch", async (office) => {
    const { language, paper, json, print, explain } = command;
    const { signal } = new AbortController();
    const options = { ...office, onProgress, signal };
    const result = await writeDayReports(options, day, { language, paper }, folder);
    const { signed, drafts, failures, notReached } = result;
    if (json) print(JSON.stringify({ folder, signed, drafts, failures, notReached }));
    else {
      print(
        `${String(signed + drafts)} reports are in ${folder}, ${String(drafts)} of them drafts.`,
      );
      for (const { name, code } of failures) {
        print(`${name}: ${explain({ code, details: {} })} (${code})`);
      }
      if (notReached > 0) print(`${String(notReached)} photos were not reached.`);
    }
    return failures.length + notReached === 0 ? 0 : 1;
  });
}

/** What `--list --json` prints of a photo. This shape is documented; scripts rely on it. */
interface CaseLine {
  readonly photo: string;
  readonly name: string;
  /** Calendar date on which it was taken, else added. */
  readonly date: string;
  readonly patient: { readonly id: string; readonly number: string; readonly name: string } | null;
  readonly lesion: { readonly id: string; readonly number: number; readonly site: string } | null;
}

/**
 * Prints photos with the ids by which reports are asked for.
 *
 * @param search only of patients whom it finds; empty: all photos, most urgent first
 * @returns exit status
 */
export function listCases(command: ReportCommand, search: string): Promise<number> {
  return inClinic(command.access, "photos.list", ({ store }) => {
    for (const photo of search === "" ? allPhotos(store) : photosFoundBy(store, search)) {
      const line = caseLine(photo);
      command.print(command.json ? JSON.stringify(line) : tableLine(line));
    }
    return 0;
  });
}

interface Office {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly desk: ReportDesk;
}

function atDesk(
  { access, shippedFolder, vision, typeset }: WriteReportCommand,
  like: ClinicChannel,
  work: (office: Office) => Promise<number>,
): Promise<number> {
  return inClinic(access, like, ({ store, actor }) => {
    const now = (): Date => new Date();
    const recorded = createRecordedChange({ store, actor, now });
    const shipped = peekShipped(shippedFolder);
    const folders = openModelFolders({ store, folder: join(access.folder, "models"), shipped });
    const desk = createReportDesk({
      ...{ store, actor, now, recorded, vision, typeset },
      similarCases: createSimilarCases(store),
      operatingPointsOf: (version) => operatingPointsOf(store, folders, version),
    });
    return work({ store, recorded, desk });
  });
}

const PAGE = 500;

function* allPhotos({ photos }: Store): Generator<PhotoSummary> {
  for (let offset = 0; ; offset += PAGE) {
    const page = photos.list(NO_FILTER, new Date(0), PAGE, offset).photos;
    yield* page;
    if (page.length < PAGE) return;
  }
}

function* photosFoundBy({ patients, photos }: Store, search: string): Generator<PhotoSummary> {
  for (let offset = 0; ; offset += PAGE) {
    const page = patients.list(search, PAGE, offset).patients;
    for (const { id } of page) yield* photos.ofPatient(id);
    if (page.length < PAGE) return;
  }
}

function caseLine(photo: PhotoSummary): CaseLine {
  const { id, name, patient, lesion } = photo;
  return {
    photo: id,
    name,
    date: photoDay(photo),
    patient: patient && {
      id: patient.id,
      number: patient.number,
      name: [patient.familyName, patient.givenName].filter(Boolean).join(", "),
    },
    lesion: lesion && { id: lesion.id, number: lesion.number, site: lesion.site },
  };
}

function tableLine({ photo, date, patient, lesion, name }: CaseLine): string {
  const person = patient ? `${patient.name} ${patient.number}`.trim() : "-";
  const place = lesion ? `lesion ${String(lesion.number)} (${lesion.site})` : "-";
  return [photo, date, person, place, name].join("  ");
}
