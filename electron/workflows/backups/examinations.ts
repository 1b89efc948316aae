import { failureOf, LentigoError } from "../../contract/errors";
import type { ExaminationState, FileFault, NamedFault } from "../../contract/examination";
import { PhotoId } from "../../contract/shapes";
import { ReportId } from "../../contract/reports";
import { backupsFail } from "../../domain/backupRule";
import { isDue } from "../../domain/isDue";
import type { Store } from "../../store/open";
import { onBackupThread } from "./backupThread";
import type { BackupsOptions } from "./backups";

/** The looks through the clinic's records and files while somebody is signed in to it. */
export interface Examinations {
  readonly state: () => ExaminationState;
  /** Begins one, where none is under way. */
  readonly begin: () => ExaminationState;
  /**
   * Sets files and rows right that a crash left apart, and keeps what it found for administrators;
   * where files are gone, a look says which.
   */
  readonly setRight: () => Promise<void>;
}

const DAY = 86_400_000;

/** What nobody opens may be damaged for years: so all of it is read this often. */
const EVERY = 7 * DAY;

export interface ExaminationsOptions extends BackupsOptions {
  /** Called where model versions came back from the backups. */
  readonly onModelsBack: () => void;
}

export function createExaminations(options: ExaminationsOptions): Examinations {
  const { store, recorded, clinic, dataKey, shipped, workerFile, now } = options;
  const { ending, during, onProgress, onModelsBack, report } = options;
  let progress: number | null = null;

  const state = (): ExaminationState => {
    const { last, ...kept } = store.settings.examination();
    const backups = store.settings.backup();
    return {
      ...kept,
      last: last && { ...last, faults: last.faults.flatMap((fault) => named(store, fault) ?? []) },
      progress,
      failingBackups: backupsFail(backups, now()) ? { last: backups.last?.takenAt ?? null } : null,
    };
  };

  const run = async (): Promise<void> => {
    const at = now().toISOString();
    try {
      const found = await onBackupThread(
        {
          ...{ kind: "examine", dataKey, clinic, shipped, at },
          folder: store.settings.backup().folder,
        },
        {
          workerFile,
          onProgress: (share) => {
            progress = share;
            onProgress(share);
          },
          signal: ending,
        },
      );
      const { records, files, faults, models, modelsRestored } = found;
      if (modelsRestored.length > 0) onModelsBack();
      const restored = faults.filter((fault) => fault.restored).length + modelsRestored.length;
      recorded(
        "records.examined",
        null,
        () => {
          store.settings.noteExamination(found, null);
        },
        {
          records,
          files,
          damaged: faults.length,
          restored,
          models: models.length + modelsRestored.length,
        },
      );
    } catch (error) {
      const failure = failureOf(error);
      // Ended by the lock: it is made at the next sign-in.
      if (failure?.code === "session.locked") return;
      if (!failure) report(error);
      store.settings.noteExamination(null, { code: failure?.code ?? "internal", at });
    } finally {
      progress = null;
      onProgress(null);
    }
  };

  const begin = (): void => {
    if (progress !== null) return;
    progress = 0;
    during(run).catch(report);
  };

  return {
    state,
    begin() {
      begin();
      return state();
    },
    async setRight() {
      const repair = await store.repair(ending);
      if (repair.unreferencedFiles + repair.missingFiles > 0) {
        recorded(
          "records.repaired",
          null,
          () => {
            store.settings.noteRepair({ ...repair, at: now().toISOString() });
          },
          { ...repair },
        );
      }
      const { last } = store.settings.examination();
      const since = last ? new Date(last.at) : foundedAt(store);
      if (isDue(since, EVERY, now()) || repair.missingFiles > 0) begin();
    },
  };
}

/** A clinic of today has nothing that could have gone bad. Null where nobody has an account. */
function foundedAt(store: Store): Date | null {
  const [first] = store.accounts
    .list()
    .map(({ createdAt }) => createdAt)
    .sort();
  return first === undefined ? null : new Date(first);
}

/** Null where it has been deleted since. */
function named(store: Store, fault: FileFault): NamedFault | null {
  try {
    return { ...fault, ...namesOf(store, fault) };
  } catch (error) {
    if (error instanceof LentigoError && error.code.endsWith(".missing")) return null;
    throw error;
  }
}

function namesOf(store: Store, { kind, id }: FileFault): Pick<NamedFault, "name" | "patient"> {
  if (kind === "photo") {
    const { name, patient } = store.photos.get(PhotoId.parse(id));
    return { name, patient: patient && { id: patient.id, name: nameOf(patient) } };
  }
  const { title, patientId } = store.reports.get(ReportId.parse(id));
  const patient = patientId && store.patients.get(patientId);
  return { name: title, patient: patient && { id: patient.id, name: nameOf(patient) } };
}

function nameOf({ familyName, givenName }: { familyName: string; givenName: string }): string {
  return [familyName, givenName].filter((part) => part !== "").join(", ");
}
