import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { LentigoError } from "../../../electron/contract/errors";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import type { PatientId } from "../../../electron/contract/shapes";
import type { ListWords } from "../../../electron/exchange/csv/listColumns";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore, type Store } from "../../../electron/store/open";
import { readTable } from "../../../electron/training/csvTable";
import { exportList, type WritableList } from "../../../electron/workflows/exportList";
import { exportWordsOf } from "../../../electron/workflows/exportWords";
import { createRecordedChange } from "../../../electron/workflows/recordedChange";
import de from "../../../resources/locales/de.json";
import en from "../../../resources/locales/en.json";
import { clinician, confirmedPhoto } from "../../fixtures/confirmedPhotos";
import { newAnalysis, newLesion, newPatient, newPhoto, photoFilter } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date(2026, 2, 4, 16, 5);
const now = (): Date => at;

function openClinic(): Store {
  return openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
}

interface Given {
  readonly file?: string;
  readonly words?: ListWords;
  readonly turn?: (share: number) => Promise<void>;
}

/** Writes a list; the file's path, and what it says when it is read by column. */
async function written(store: Store, chosen: WritableList, given: Given = {}) {
  const file = given.file ?? join(temporaryFolder(), "list.csv");
  const lines = await exportList(chosen, file, {
    store,
    recorded: createRecordedChange({ store, actor: clinician, now }),
    now,
    words: given.words ?? exportWordsOf(en).lists,
    turn: given.turn ?? (() => Promise.resolve()),
  });
  const { columns, rows } = readTable(readFileSync(file));
  const records = rows.map(({ cells }) =>
    Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])),
  );
  return { file, lines, columns, records };
}

function patient(store: Store, familyName: string, more: object = {}): PatientId {
  return store.patients.create(newPatient({ familyName, ...more }), at);
}

describe("the list of patients", () => {
  it("holds who the search finds, in the words of the language", async () => {
    const store = openClinic();
    patient(store, "Lindqvist", { number: "7", sex: "female" });
    patient(store, "Lindner", { number: "8", sex: "male", dateOfBirth: null });
    patient(store, "Öberg", { number: "9" });

    const english = await written(store, { list: "patients", search: "lind", archived: false });
    expect(english.lines).toBe(2);
    expect(english.records.map((record) => record["Family name"])).toEqual([
      "Lindner",
      "Lindqvist",
    ]);
    expect(english.records[0]).toMatchObject({ "Patient number": "8", "Date of birth": "" });

    const german = await written(
      store,
      { list: "patients", search: "", archived: false },
      { words: exportWordsOf(de).lists },
    );
    expect(german.columns.slice(0, 5)).toEqual([
      ...["Patientennummer", "Nachname", "Vorname", "Geburtsdatum", "Geschlecht"],
    ]);
    expect(german.records.map((record) => record["Geschlecht"])).toContain("Männlich");
    expect(german.records.map((record) => record["Nachname"])).toContain("Öberg");
  });

  it("begins with a byte-order mark, so that spreadsheets take it for UTF-8", async () => {
    const { file } = await written(openClinic(), { list: "patients", search: "", archived: false });
    expect([...readFileSync(file).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("holds the archived ones alone, where they were asked for", async () => {
    const store = openClinic();
    patient(store, "Here");
    store.patients.setArchived(patient(store, "Gone"), true, at);
    const { records } = await written(store, { list: "patients", search: "", archived: true });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      "Family name": "Gone",
      Archived: "2026-03-04 16:05:00",
    });
  });

  it("leaves out who is deleted while it is written", async () => {
    const store = openClinic();
    const gone = patient(store, "Gone");
    const ids = store.patients.ids.bind(store.patients);
    const { lines } = await written(
      {
        ...store,
        patients: {
          ...store.patients,
          ids: (...asked) => {
            const found = ids(...asked);
            store.patients.remove(gone);
            return found;
          },
        },
      },
      { list: "patients", search: "", archived: false },
    );
    expect(lines).toBe(0);
  });
});

describe("the worklist", () => {
  it("holds what the filter lets pass, with outcome and disagreement", async () => {
    const store = openClinic();
    const patientId = patient(store, "Lindqvist", { number: "7" });
    confirmedPhoto(store, { name: "agreed", patientId, diagnosis: "nv" });
    const missed = store.photos.add(newPhoto("=missed", patientId), at);
    store.analyses.add(missed, newAnalysis("routine", 0.1), at);
    const found = { photoId: missed, diagnosis: "mel", date: "2026-03-01", note: "" } as const;
    store.outcomes.recordHistology(found, clinician, at);

    const all = await written(store, { list: "worklist", filter: photoFilter() });
    expect(all.lines).toBe(2);
    const { records } = await written(store, {
      list: "worklist",
      filter: photoFilter({ disagreement: true }),
    });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      "Patient number": "7",
      Photo: "'=missed.jpg",
      Urgency: "Routine",
      "Most resembles": "Naevus",
      "Malignancy score": "0.1000",
      Melanoma: "0.1000",
      Outcome: "Melanoma",
      "Kind of outcome": "Histology",
      "Date of histology": "2026-03-01",
      "Recorded by": clinician.name,
      Disagreement: "Malignant, called benign",
    });
  });

  it("gives no diagnosis to what cannot be assessed", async () => {
    const store = openClinic();
    const photoId = store.photos.add(newPhoto("blurred", null), at);
    store.analyses.add(photoId, newAnalysis("cannot-assess", 0.9), at);
    const { records } = await written(store, { list: "worklist", filter: photoFilter() });
    expect(records[0]).toMatchObject({
      Urgency: "Cannot assess",
      "Most resembles": "",
      "Malignancy score": "",
      Melanoma: "",
      "Why it cannot be assessed": "The photo is blurred.",
    });
  });
});

describe("the course of a lesion", () => {
  it("has a line an analysis, the earliest photo first", async () => {
    const store = openClinic();
    const patientId = patient(store, "Lindqvist");
    const lesionId = store.lesions.create(patientId, newLesion({ label: "left arm" }), at);
    for (const [name, takenAt] of [
      ["late", "2026-03-01T10:00:00.000Z"],
      ["early", "2025-03-01T10:00:00.000Z"],
    ] as const) {
      const photoId = store.photos.add({ ...newPhoto(name, patientId), takenAt }, at);
      store.photos.assignLesion(photoId, lesionId);
      store.analyses.add(photoId, newAnalysis("soon", 0.6), at);
      if (name === "late") store.analyses.add(photoId, newAnalysis("routine", 0.2), at);
    }
    const { records } = await written(store, { list: "course", lesionId });
    expect(records.map((record) => [record["Photo"], record["Malignancy score"]])).toEqual([
      ["early.jpg", "0.6000"],
      ["late.jpg", "0.2000"],
      ["late.jpg", "0.6000"],
    ]);
    expect(records[0]).toMatchObject({ Lesion: "1 left arm", Site: "Left upper arm" });
  });
});

describe("the audit log", () => {
  it("holds its own codes, the oldest first, and says that it was exported", async () => {
    const store = openClinic();
    store.audit.add("patient.created", clinician, at);
    store.audit.add("patient.changed", clinician, at);
    const { records } = await written(store, { list: "audit", filter: NO_AUDIT_FILTER });
    expect(records.map(({ Action }) => Action)).toEqual(["patient.created", "patient.changed"]);
    expect(store.audit.list(NO_AUDIT_FILTER, 1, 0).entries[0]).toMatchObject({
      action: "log.exported",
      details: { entries: 2 },
    });
  });
});

describe("a list that is not written to its end", () => {
  it("leaves what was there before, and nothing else", async () => {
    const store = openClinic();
    patient(store, "Lindqvist");
    const file = join(temporaryFolder(), "list.csv");
    writeFileSync(file, "from before");
    const turn = () => Promise.reject(new LentigoError("export.cancelled"));
    await expect(
      written(store, { list: "patients", search: "", archived: false }, { file, turn }),
    ).rejects.toMatchObject({ code: "export.cancelled" });
    expect(readFileSync(file, "utf8")).toBe("from before");
    expect(readdirSync(dirname(file))).toEqual(["list.csv"]);
    expect(store.audit.list(NO_AUDIT_FILTER, 10, 0).total).toBe(0);
  });

  it("says where nothing can be written", async () => {
    const folder = temporaryFolder();
    const list = { list: "patients", search: "", archived: false } as const;
    await expect(
      written(openClinic(), list, { file: join(folder, "none", "list.csv") }),
    ).rejects.toMatchObject({ code: "output.unwritable" });
  });
});
