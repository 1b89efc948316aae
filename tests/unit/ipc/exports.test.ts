import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import { exportHandlers } from "../../../electron/ipc/exports";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { exportWordsOf } from "../../../electron/workflows/exportWords";
import { createRecordedChange } from "../../../electron/workflows/recordedChange";
import de from "../../../resources/locales/de.json";
import en from "../../../resources/locales/en.json";
import { clinician, confirmedPhoto, consentingPatient } from "../../fixtures/confirmedPhotos";
import { photoFilter } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const now = (): Date => new Date(2026, 2, 4, 12);
const ALL_PATIENTS = { list: "patients", search: "", archived: false } as const;

/** Handlers of a clinic with two patients; whoever is asked where to chooses this folder. */
function desk(told: (share: number) => void = () => undefined) {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  for (const name of ["Lindqvist", "Haddad"]) {
    confirmedPhoto(store, { name, patientId: consentingPatient(store, name), diagnosis: "nv" });
  }
  const folder = temporaryFolder();
  const asked: string[] = [];
  const answers = { chosen: true };
  const ending = new AbortController();
  const handlers = exportHandlers({
    store,
    now,
    recorded: createRecordedChange({ store, actor: clinician, now }),
    models: { list: () => [] },
    software: "0.1.0",
    exportWords: { en: exportWordsOf(en), de: exportWordsOf(de) },
    chooseFile: (name) => {
      asked.push(name);
      return Promise.resolve(answers.chosen ? join(folder, name) : null);
    },
    exportProgress: ({ share }) => {
      told(share);
    },
    ending: ending.signal,
  });
  const logged = () => store.audit.list(NO_AUDIT_FILTER, 10, 0).entries.map(({ action }) => action);
  return { handlers, folder, asked, answers, ending, logged };
}

describe("a list that is asked for", () => {
  it("is offered a name with its day, in the language of the window", async () => {
    const { handlers, asked, folder } = desk();
    const chosen = { list: "worklist", filter: photoFilter({ disagreement: true }) } as const;
    expect(await handlers["exports.list"]({ chosen, language: "de" })).toBe(0);
    expect(await handlers["exports.list"]({ chosen: ALL_PATIENTS, language: "en" })).toBe(2);
    expect(asked).toEqual(["abweichungen-2026-03-04.csv", "patients-2026-03-04.csv"]);
    expect(readFileSync(join(folder, "abweichungen-2026-03-04.csv"), "utf8")).toContain("Befund");
  });

  it("is told to the log without what was searched for", async () => {
    const { handlers, logged } = desk();
    const chosen = { ...ALL_PATIENTS, search: "lindqvist" };
    await handlers["exports.list"]({ chosen, language: "en" });
    await handlers["audit.export"]({ filter: NO_AUDIT_FILTER, language: "en" });
    expect(logged()).toEqual(["log.exported", "list.exported"]);
  });

  it("is not written, and not told, where the person thought better of it", async () => {
    const { handlers, folder, answers, logged } = desk();
    answers.chosen = false;
    expect(await handlers["exports.list"]({ chosen: ALL_PATIENTS, language: "en" })).toBeNull();
    expect(await handlers["exports.research"]({})).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    expect(logged()).toEqual([]);
  });
});

describe("an export that is given up", () => {
  it("leaves no file, whether it is cancelled or the clinic is locked", async () => {
    const shares: number[] = [];
    const cancelled = desk((share) => {
      shares.push(share);
      void cancelled.handlers["exports.cancel"]({});
    });
    await expect(
      cancelled.handlers["exports.list"]({ chosen: ALL_PATIENTS, language: "en" }),
    ).rejects.toMatchObject({ code: "export.cancelled" });
    expect(shares).toEqual([1]);
    expect(readdirSync(cancelled.folder)).toEqual([]);

    const locked = desk();
    locked.ending.abort();
    await expect(locked.handlers["exports.research"]({})).rejects.toMatchObject({
      code: "export.cancelled",
    });
    expect(readdirSync(locked.folder)).toEqual([]);
    expect(locked.logged()).toEqual([]);
  });

  it("does not keep the next one from being written", async () => {
    const { handlers, folder } = desk();
    await handlers["exports.cancel"]({});
    await handlers["exports.list"]({ chosen: ALL_PATIENTS, language: "en" });
    expect(existsSync(join(folder, "patients-2026-03-04.csv"))).toBe(true);
  });
});
