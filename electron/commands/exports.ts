import type { ChosenList } from "../contract/exports";
import { PhotoId } from "../contract/shapes";
import { LentigoError } from "../contract/errors";
import type { BundleType } from "../exchange/fhir/caseBundle";
import { exportFhir } from "../workflows/exportFhir";
import { exportList, type WritableList } from "../workflows/exportList";
import { exportResearch } from "../workflows/exportResearch";
import type { ExportWords } from "../workflows/exportWords";
import { createRecordedChange } from "../workflows/recordedChange";
import { planResearch } from "../workflows/researchPlan";
import { inClinic, type ClinicAccess } from "./clinic";

/** What every command takes that writes files for others. */
export interface ExportCommand {
  readonly access: ClinicAccess;
  readonly words: ExportWords;
  /** One JSON object in place of a sentence. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** What a command can write: models are listed by a command of their own. */
export type CommandList = Exclude<ChosenList, { list: "models" | "course" }>;

const now = (): Date => new Date();
/** Nobody else waits for this process. */
const turn = (): Promise<void> => Promise.resolve();

/**
 * Writes a list as CSV.
 *
 * @returns exit status
 * @throws LentigoError `output.unwritable`, `store.full`, or as `inClinic` does
 */
export function writeList(
  { access, words, json, print }: ExportCommand,
  list: CommandList & WritableList,
  out: string,
): Promise<number> {
  return inClinic(access, "exports.list", async ({ store, actor }) => {
    const recorded = createRecordedChange({ store, actor, now });
    const options = { store, recorded, now, words: words.lists, turn };
    const lines = await exportList(list, out, options);
    // This shape is documented, as are those below; scripts rely on them.
    print(json ? JSON.stringify({ out, lines }) : `${lines} lines are in ${out}.`);
    return 0;
  });
}

/**
 * Writes photos for research, and the keys to their names.
 *
 * @returns exit status
 * @throws LentigoError as `exportResearch` and `inClinic` do
 */
export function writeResearch(
  { access, json, print, onProgress }: ExportCommand,
  folder: string,
  keysFile: string,
): Promise<number> {
  return inClinic(access, "exports.research", async ({ store, actor }) => {
    const recorded = createRecordedChange({ store, actor, now });
    const plan = await planResearch(store, turn);
    const { photos, patients, lesions, classes, leftOut } = plan.preview;
    const told = (share: number): Promise<void> => {
      onProgress(Math.round(share * photos), photos);
      return turn();
    };
    await exportResearch(plan, { folder, keysFile }, { store, recorded, turn: told });
    const left = leftOut.map(({ reason, photos: count }) => `${reason} ${count}`).join(", ");
    print(
      json
        ? JSON.stringify({ out: folder, keys: keysFile, ...plan.preview })
        : [
            `${photos} photos of ${lesions} lesions of ${patients} patients are in ${folder}.`,
            Object.entries(classes)
              .map(([name, count]) => `${name} ${count}`)
              .join(", "),
            ...(left === "" ? [] : [`Left out: ${left}.`]),
            `The keys are in ${keysFile}: keep them in the clinic.`,
          ].join("\n"),
    );
    return 0;
  });
}

/**
 * Writes a photo's case as a FHIR bundle.
 *
 * @param id of the photo
 * @returns exit status
 * @throws LentigoError `photo.missing` or `export.no-patient`, `output.unwritable`, `store.full`,
 * or as `inClinic` does
 */
export function writeFhir(
  { access, words, json, print }: ExportCommand,
  { id, out, type, software }: Record<"id" | "out" | "software", string> & { type: BundleType },
): Promise<number> {
  return inClinic(access, "exports.fhir", async ({ store, actor }) => {
    const photoId = PhotoId.safeParse(id);
    if (!photoId.success) throw new LentigoError("photo.missing");
    const recorded = createRecordedChange({ store, actor, now });
    const language = "en";
    const options = { store, recorded, now, software, language, words: words.fhir } as const;
    await exportFhir(photoId.data, type, out, options);
    print(json ? JSON.stringify({ out, type }) : `The case is in ${out}.`);
    return 0;
  });
}
