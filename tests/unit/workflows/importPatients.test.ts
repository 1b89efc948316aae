import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { LentigoError } from "../../../electron/contract/errors";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import {
  planImport,
  previewOf,
  runImport,
  type ImportOptions,
  type ImportTurn,
  type PatientTable,
} from "../../../electron/workflows/importPatients";
import { createRecordedChange } from "../../../electron/workflows/recordedChange";
import { newPatient } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const now = (): Date => at;

/** Nobody else waits. */
const turn: ImportTurn = () => Promise.resolve();

function clinic(): ImportOptions {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const actor = { id: null, name: "Eva", role: "admin" } as const;
  const recorded = createRecordedChange({ store, actor, now });
  return { store, recorded, now, turn };
}

function table(lines: string[] | Buffer, change: Partial<PatientTable> = {}): PatientTable {
  const bytes = Array.isArray(lines) ? Buffer.from(lines.join("\r\n")) : lines;
  return { bytes, mapping: null, duplicates: "skip", today: "2026-03-04", ...change };
}

const HEADER = "Number;Family name;Given name;Date of birth;Sex;Notes";

describe("a table of patients", () => {
  it("is looked through without changing anything, then taken in as one", async () => {
    const options = clinic();
    const { store } = options;
    const given = table([HEADER, "7;Öberg;Eva;03.04.1961;f;itches", ";Adams;;1950-12-31;m;"]);
    expect((await planImport(given, store, turn)).counts).toEqual({
      created: 2,
      updated: 0,
      known: 0,
      faulty: 0,
    });
    expect(store.patients.list("", 10, 0).total).toBe(0);
    expect((await runImport(given, options)).created).toBe(2);
    expect(store.patients.knownByNumber("7")).toMatchObject({
      familyName: "Öberg",
      givenName: "Eva",
      dateOfBirth: "1961-04-03",
      sex: "female",
      notes: "itches",
    });
    expect(store.patients.list("adams", 10, 0).total).toBe(1);
    expect(store.audit.list(NO_AUDIT_FILTER, 10, 0).entries).toMatchObject([
      { action: "patients.imported", details: { created: 2, updated: 0, known: 0, faulty: 0 } },
    ]);
  });

  it.each([
    ["UTF-8 with a mark", Buffer.from("\ufeffName,Vorname\nMüller,Jürgen\n")],
    ["Windows-1252", Buffer.from("Name;Vorname\nM\xfcller;J\xfcrgen\n", "latin1")],
    ["tabs", Buffer.from("Nachname\tVorname\nMüller\tJürgen")],
  ])("is read as %s", async (_, bytes) => {
    const options = clinic();
    await runImport(table(bytes), options);
    expect(options.store.patients.list("", 10, 0).patients).toMatchObject([
      { familyName: "Müller", givenName: "Jürgen" },
    ]);
  });

  it("keeps the signs that Windows-1252 has and Latin-1 has not", async () => {
    const { store } = clinic();
    const given = table(Buffer.from("name\nD\x92Arcy \x80\n", "latin1"));
    const plan = await planImport(given, store, turn);
    expect(plan.steps[0]?.patient.familyName).toBe("D’Arcy €");
  });

  it("has its problems listed by row, with what happens to them", async () => {
    const { store } = clinic();
    store.patients.create(newPatient({ number: "9", familyName: "Somebody" }), at);
    const { counts, problems, steps } = await planImport(
      table([
        HEADER,
        "1;;Eva;1961-04-03;f;",
        "2;Berg;Eva;31.02.1961;f;",
        "2;Berg;Eva;;f;",
        "9;Else;Eva;1970-01-01;f;",
        "3;Holm;Eva;2027-01-01;7;",
        `4;Lund;${"x".repeat(201)};;;`,
      ]),
      store,
      turn,
    );
    expect(
      problems.map(({ row, field, problem, effect }) => [row, field, problem, effect]),
    ).toEqual([
      [2, "familyName", "name-missing", "row-left-out"],
      [3, "dateOfBirth", "date-unreadable", "value-left-out"],
      [4, null, "row-repeated", "row-left-out"],
      [5, "number", "number-of-another", "row-left-out"],
      [6, "dateOfBirth", "date-future", "value-left-out"],
      [6, "sex", "sex-unknown", "value-left-out"],
      [7, "givenName", "too-long", "row-left-out"],
    ]);
    expect(problems[2]?.value).toBe("3");
    expect(counts).toEqual({ created: 2, updated: 0, known: 0, faulty: 4 });
    expect(steps[0]?.patient).toMatchObject({ number: "2", dateOfBirth: null });
  });

  it("takes an ambiguous date for none, unless the column tells day from month", async () => {
    const { store } = clinic();
    const ambiguous = await planImport(table(["name,dob", "Berg,03/04/1961"]), store, turn);
    expect(ambiguous.problems).toMatchObject([{ problem: "date-ambiguous", row: 2 }]);
    const lines = ["name,dob", "Berg,03/04/1961", "Holm,03/14/1961"];
    const clear = await planImport(table(lines), store, turn);
    expect(clear.problems).toEqual([]);
    expect(clear.steps[0]?.patient.dateOfBirth).toBe("1961-03-04");
  });

  it("leaves patients who are here as they are, or updates them", async () => {
    const options = clinic();
    const { patients } = options.store;
    const byNumber = patients.create(newPatient({ number: "7", notes: "old" }), at);
    const byPerson = patients.create(newPatient({ familyName: "Berg", sex: "unknown" }), at);
    const lines = [
      HEADER,
      "7;Lindqvist;Astrid Maria;1961-04-03;;new",
      "8;Berg;Astrid;1961-04-03;f;",
    ];
    const plan = await planImport(table(lines), options.store, turn);
    expect(plan.counts).toMatchObject({ known: 2, created: 0 });
    expect(await runImport(table(lines, { duplicates: "update" }), options)).toEqual({
      created: 0,
      updated: 2,
      known: 0,
      faulty: 0,
    });
    expect(patients.get(byNumber)).toMatchObject({
      givenName: "Astrid Maria",
      notes: "old\n\nnew",
      sex: "female",
    });
    expect(patients.get(byPerson)).toMatchObject({ number: "8", sex: "female" });
    // A second time there is nothing left to change.
    const again = await runImport(table(lines, { duplicates: "update" }), options);
    expect(again.known).toBe(2);
    expect(patients.list("astrid maria", 10, 0).total).toBe(1);
  });

  it("does not cut a note that has no room below the one that is there", async () => {
    const options = clinic();
    const { store } = options;
    const notes = "x".repeat(9_000);
    store.patients.create(
      newPatient({ number: "7", familyName: "Öberg", givenName: "", notes }),
      at,
    );
    const row = `7;Öberg;;;;${"y".repeat(2_000)}`;
    const given = table([HEADER, row], { duplicates: "update" });
    const { counts, problems } = await planImport(given, store, turn);
    expect(counts).toMatchObject({ updated: 0, faulty: 1 });
    expect(problems).toMatchObject([{ row: 2, field: "notes", problem: "too-long" }]);
    await runImport(given, options);
    expect(store.patients.knownByNumber("7")?.notes).toBe(notes);
    expect((await planImport(table([HEADER, row]), store, turn)).counts.known).toBe(1);
  });

  it("is read by the columns that somebody names", async () => {
    const { store } = clinic();
    const given = table(["A,B", "Eva,Berg"]);
    const unmapped = await planImport(given, store, turn);
    expect(unmapped).toMatchObject({ columns: ["A", "B"], rows: 1, steps: [] });
    const mapping = { ...unmapped.mapping, familyName: 1, givenName: 0 };
    const [step] = (await planImport({ ...given, mapping }, store, turn)).steps;
    expect(step?.patient).toMatchObject({ familyName: "Berg", givenName: "Eva" });
    const beyond = { ...given, mapping: { ...mapping, notes: 2 } };
    await expect(planImport(beyond, store, turn)).rejects.toMatchObject({
      code: "import.columns",
    });
  });

  it("with one column for the whole name has it divided", async () => {
    const { store } = clinic();
    const [step] = (await planImport(table(["name", '"Berg, Eva"']), store, turn)).steps;
    expect(step?.patient).toMatchObject({ familyName: "Berg", givenName: "Eva" });
  });

  it.each([
    ["import.empty", Buffer.from("name,dob\n")],
    ["import.empty", Buffer.from("")],
    ["import.unreadable", Buffer.from('name,dob\n"Berg,1961')],
    ["import.columns", Buffer.from("a,b\nEva,Berg\n")],
  ])("is refused with %s, and nothing is taken in", async (code, bytes) => {
    const options = clinic();
    await expect(runImport(table(bytes), options)).rejects.toMatchObject({ code });
    expect(options.store.patients.list("", 10, 0).total).toBe(0);
  });

  it("shows no more of its problems than somebody can look through", async () => {
    const { store } = clinic();
    const lines = Array.from({ length: 600 }, (_, row) => `${String(row)};;;;;${"n".repeat(200)}`);
    const preview = previewOf(await planImport(table([HEADER, ...lines]), store, turn));
    expect(preview.problems).toHaveLength(500);
    expect(preview.problemCount).toBe(600);
    expect(preview.sample[0]?.[5]).toHaveLength(80);
  });

  it("gives the others a turn, and is given up at any of them without a trace", async () => {
    const options = clinic();
    const rows = Array.from({ length: 300 }, (_, row) => `${String(row)};Berg;Eva;;;`);
    const given = table([HEADER, ...rows]);
    const phases = new Set<string>();
    await planImport(given, options.store, (phase) => {
      phases.add(phase);
      return Promise.resolve();
    });
    expect([...phases]).toEqual(["reading", "checking"]);
    for (const last of ["reading", "checking", "preparing", "writing"]) {
      const giveUp: ImportTurn = (phase) =>
        phase === last ? Promise.reject(new LentigoError("import.cancelled")) : Promise.resolve();
      const run = runImport(given, { ...options, turn: giveUp });
      await expect(run).rejects.toMatchObject({ code: "import.cancelled" });
      expect(options.store.patients.list("", 1, 0).total).toBe(0);
    }
    expect((await runImport(given, options)).created).toBe(300);
    expect(options.store.patients.list("berg 299", 10, 0).total).toBe(1);
  });

  it("takes nobody in where patients changed meanwhile", async () => {
    const options = clinic();
    const { patients } = options.store;
    const interrupted: ImportTurn = (phase) => {
      if (phase === "writing") patients.create(newPatient({ number: "7" }), at);
      return Promise.resolve();
    };
    const run = runImport(table([HEADER, "7;Berg;Eva;;;"]), { ...options, turn: interrupted });
    await expect(run).rejects.toMatchObject({ code: "store.changed" });
    expect(patients.list("", 10, 0).total).toBe(1);
  });
});
