import type { ChosenList, ExportProgress } from "../contract/exports";
import { calendarDay } from "../domain/calendarDay";
import type { Language } from "../domain/language";
import type { Store } from "../store/open";
import { exportFhir } from "../workflows/exportFhir";
import { exportList, type WritableList } from "../workflows/exportList";
import { exportResearch } from "../workflows/exportResearch";
import type { ExportWords } from "../workflows/exportWords";
import { createCancellableTurns, turnsUntil, type Turn } from "../workflows/inTurns";
import type { ModelRegistry } from "../workflows/modelRegistry";
import type { RecordedChange } from "../workflows/recordedChange";
import { planResearch } from "../workflows/researchPlan";
import type { HandlersOf } from "./handlers";

export interface ExportHandlerOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly now: () => Date;
  /** This program's version. */
  readonly software: string;
  readonly exportWords: Readonly<Record<Language, ExportWords>>;
  /** Asks where a file or new folder is to go; null where the person thought better of it. */
  readonly chooseFile: (name: string) => Promise<string | null>;
  readonly exportProgress: (progress: ExportProgress) => void;
  /** Aborted when the clinic is about to be locked. */
  readonly ending: AbortSignal;
}

export function exportHandlers(
  options: ExportHandlerOptions & { readonly models: Pick<ModelRegistry, "list"> },
): HandlersOf<"exports"> & Pick<HandlersOf<"audit">, "audit.export"> {
  const { store, recorded, models, now, exportWords, chooseFile, exportProgress, ending } = options;
  const turns = createCancellableTurns("export.cancelled", ending);

  const beginTurns = (): Turn => {
    const turn = turns.begin();
    return (share) => {
      exportProgress({ share });
      return turn();
    };
  };
  const dated = (name: string, ending: string): string => `${name}-${calendarDay(now())}${ending}`;

  const write = async (
    chosen: WritableList,
    name: keyof ExportWords["files"],
    language: Language,
  ): Promise<number | null> => {
    const { lists, files } = exportWords[language];
    const file = await chooseFile(dated(files[name], ".csv"));
    if (file === null) return null;
    return exportList(chosen, file, { store, recorded, now, words: lists, turn: beginTurns() });
  };

  return {
    "exports.list": ({ chosen, language }) =>
      write(
        chosen.list === "models" ? { list: "models", models: models.list() } : chosen,
        nameOf(chosen),
        language,
      ),
    "audit.export": ({ filter, language }) => write({ list: "audit", filter }, "audit", language),
    "exports.researchPreview": async () => {
      const { preview } = await planResearch(store, turnsUntil(ending));
      return preview;
    },
    "exports.research": async () => {
      const folder = await chooseFile(dated("lentigo-research", ""));
      if (folder === null) return null;
      const keysFile = await chooseFile(dated("lentigo-research-keys", ".csv"));
      if (keysFile === null) return null;
      const turn = beginTurns();
      const plan = await planResearch(store, () => turn(0));
      return exportResearch(plan, { folder, keysFile }, { store, recorded, turn });
    },
    "exports.cancel": () => {
      turns.cancel();
      return {};
    },
    "exports.fhir": async ({ photoId, language }) => {
      const file = await chooseFile(`fhir-${photoId.slice(0, 8)}.json`);
      if (file === null) return false;
      const { fhir } = exportWords[language];
      await exportFhir(photoId, "collection", file, { ...options, language, words: fhir });
      return true;
    },
  };
}

function nameOf(chosen: ChosenList): keyof ExportWords["files"] {
  const isDisagreement = chosen.list === "worklist" && chosen.filter.disagreement;
  return isDisagreement ? "disagreement" : chosen.list;
}
