/** A clinic with every handler of the contract, as main makes it, without a window. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import de from "../../resources/locales/de.json";
import en from "../../resources/locales/en.json";
import type { Envelope } from "../../electron/contract/bridge";
import type { Channel } from "../../electron/contract/requests";
import { createAnswering, type SignedIn } from "../../electron/ipc/answer";
import { appHandlers } from "../../electron/ipc/app";
import { restoreHandlers } from "../../electron/ipc/backups";
import { clinicHandlers } from "../../electron/ipc/clinicHandlers";
import { sessionHandlers } from "../../electron/ipc/session";
import { launchChild } from "../../electron/processes/childProcess";
import { startTypesetter } from "../../electron/reports/client";
import { createCameraGate } from "../../electron/shell/cameraGate";
import { openDoor } from "../../electron/store/door";
import { unguarded } from "../../electron/store/keyFile";
import type { VisionClient } from "../../electron/vision/client";
import { createAccounts } from "../../electron/workflows/accounts";
import { createArchive } from "../../electron/workflows/archive";
import { createBackups } from "../../electron/workflows/backups/backups";
import { createExaminations } from "../../electron/workflows/backups/examinations";
import { createRestores } from "../../electron/workflows/backups/restores";
import { exportWordsOf } from "../../electron/workflows/exportWords";
import { createModelExchange } from "../../electron/workflows/modelExchange";
import { createOfferedModel } from "../../electron/workflows/offeredModel";
import { openModelFolders, peekShipped } from "../../electron/workflows/modelFolders";
import { createModelRegistry } from "../../electron/workflows/modelRegistry";
import { createPhotoObjects } from "../../electron/workflows/photoObjects";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { createReportDesk } from "../../electron/workflows/reporting/desk";
import { operatingPointsOf } from "../../electron/workflows/reporting/operatingPoints";
import { createSessions, type OpenSession } from "../../electron/workflows/session";
import { createSimilarCases } from "../../electron/workflows/similarCases";
import { createTrainingRuns } from "../../electron/workflows/trainingRuns";

const ADMINISTRATOR = { name: "ines", password: "sieben kleine Muttermale" };
const EXPORT_WORDS = { en: exportWordsOf(en), de: exportWordsOf(de) };

/** Longer than any wait after wrong passwords. */
const AN_HOUR = 3_600_000;

export interface Everything {
  /** Asks as the window does; whoever was signed out by it is signed in again first. */
  readonly ask: (channel: Channel, input: unknown) => Promise<Envelope<unknown>>;
  readonly session: () => OpenSession;
  /** What should not happen since it was asked last. */
  readonly reported: () => unknown[];
}

/**
 * @param root of the repository
 * @param folder where the clinic and what is exported go
 */
export async function openEverything(
  root: string,
  folder: string,
  vision: VisionClient,
): Promise<Everything> {
  const bundle = (name: string): string => join(root, "out/app", name);
  const clinicFolder = join(folder, "clinic");
  const outside = join(folder, "outside");
  mkdirSync(outside, { recursive: true });
  const cheap = { memoryKib: 64, passes: 1 };
  const door = openDoor({ folder: clinicFolder, guards: [unguarded], cost: cheap });
  const shipped = peekShipped(join(root, "models/base"));
  /** Milliseconds by which the clock is ahead. */
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead);
  const nothing = (): void => undefined;
  let reported: unknown[] = [];
  let files = 0;
  const report = (error: unknown): string => {
    reported.push(error);
    return "a log id";
  };
  const chooseFile = (): Promise<string> => {
    files += 1;
    return Promise.resolve(join(outside, `file-${files}`));
  };
  /** A person who thinks better of it. */
  const chooseNothing = (): Promise<null> => Promise.resolve(null);

  const runs = createTrainingRuns({
    launch: () => launchChild(bundle("trainer-host.cjs"), []),
    software: { Lentigo: "0.1.0" },
    keepAwake: () => nothing,
    ...{ now, onChange: nothing, report },
  });
  const typesetter = startTypesetter({
    launch: () => launchChild(bundle("typesetter-host.cjs"), [join(root, "resources")]),
  });
  let signedIn: SignedIn | null = null;
  const sessions = createSessions({
    ...{ folder: clinicFolder, demoFolder: join(folder, "demo"), door, isAlone: true, now },
    onChange: (session) => {
      signedIn = session && enter(session);
      if (!session) runs.detach();
    },
  });
  const restores = createRestores({
    ...{ clinic: clinicFolder, sessions, suspend: () => runs.suspend() },
    ...{ workerFile: bundle("backup-worker.cjs"), now, onProgress: nothing, report },
  });

  const enter = (session: OpenSession): SignedIn => {
    const { store, actor, ending, dataKey } = session;
    const { during } = sessions;
    const recorded = createRecordedChange({ store, actor, now });
    const accounts = createAccounts({ session, sessions, door, recorded, now });
    const models = join(dataKey ? clinicFolder : join(folder, "demo"), "models");
    const folders = openModelFolders({ store, folder: models, shipped });
    const registry = createModelRegistry({ store, recorded, actor, now, folders });
    const similarCases = createSimilarCases(store);
    const objects = createPhotoObjects({ store, vision, software: "0.1.0" });
    const archive = createArchive({
      ...{ store, actor, recorded, objects, now, during, ending, onChange: nothing, report },
    });
    const desk = createReportDesk({
      ...{ store, recorded, actor, vision, similarCases, now },
      typeset: typesetter.typeset,
      operatingPointsOf: (version) => operatingPointsOf(store, folders, version),
    });
    registry.knowShipped();
    void runs.attach({
      ...{ store, recorded, actor, models: registry, during },
      folder: join(folder, "training"),
      endsWith: ending,
    });
    const keeping = dataKey && {
      ...{ store, recorded, dataKey, now, ending, during, report, onProgress: nothing },
      ...{ clinic: clinicFolder, shipped: null, workerFile: bundle("backup-worker.cjs") },
    };
    const backups = keeping && createBackups(keeping);
    const examinations = keeping && createExaminations({ ...keeping, onModelsBack: nothing });
    return {
      role: "admin",
      during,
      refused: nothing,
      handlers: clinicHandlers({
        ...{ store, actor, recorded, vision, now, archive, objects, accounts, folders, runs },
        ...{ similarCases, desk, backups, examinations, restores, ending, models: registry },
        camera: createCameraGate(),
        exchange: createModelExchange({ store, recorded, folders }),
        offered: createOfferedModel(),
        ...{ changed: nothing, settingsChanged: nothing },
        ...{ importProgress: nothing, exportProgress: nothing, reportProgress: nothing },
        exportWords: EXPORT_WORDS,
        software: "0.1.0",
        readFolder: chooseNothing,
        saveFile: () => Promise.resolve(true),
        chooseFile,
        chooseFolder: chooseNothing,
        printReport: () => Promise.resolve(true),
      }),
    };
  };

  /** Wrong passwords were tried: what would be a wait for a person is over at once. */
  const signInAgain = async (): Promise<void> => {
    ahead += AN_HOUR;
    try {
      await sessions.signIn(ADMINISTRATOR.name, ADMINISTRATOR.password);
    } catch (error) {
      throw new Error("nobody can sign in any more", { cause: error });
    }
  };

  const answer = createAnswering({
    signedIn: () => signedIn,
    report,
    always: {
      ...appHandlers({ version: "0.1.0", vision, speak: nothing }),
      ...sessionHandlers({ sessions, touched: nothing }),
      ...restoreHandlers({ restores, chooseFolder: chooseNothing }),
    },
  });
  await sessions.setUp({ clinicName: "Praxis", logo: null, fullName: "", ...ADMINISTRATOR });

  return {
    ask: async (channel, input) => {
      if (!signedIn) await signInAgain();
      return answer(channel, input);
    },
    session: () => {
      const session = sessions.current();
      if (!session) throw new Error("nobody is signed in");
      return session;
    },
    reported: () => {
      const since = reported;
      reported = [];
      return since;
    },
  };
}
