import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { requests } from "../../../electron/contract/requests";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import { reportHandlers } from "../../../electron/ipc/reports";
import { reportingClinic } from "../../fixtures/reportingClinic";

const FORM = { language: "en", paper: "letter" } as const;

function office() {
  const clinic = reportingClinic();
  const { store, recorded, desk, folder, photoId } = clinic;
  const out = join(folder, "out");
  mkdirSync(out);
  const told: string[][] = [];
  const chosen = { place: join(out, "report.pdf") as string | null, prints: true };
  const ending = new AbortController();
  const handlers = reportHandlers({
    ...{ store, recorded, desk },
    chooseFile: () => Promise.resolve(chosen.place),
    chooseFolder: () => Promise.resolve(chosen.place && out),
    printReport: () => Promise.resolve(chosen.prints),
    reportProgress: () => undefined,
    changed: (nouns) => told.push(nouns),
    ending: ending.signal,
  });
  const draft = async () => {
    const subject = { kind: "case", photoId } as const;
    const request = { subject, ...FORM, similar: false, corrects: null };
    return (await handlers["reports.preview"](request)).reportId;
  };
  const log = () =>
    store.audit
      .list(NO_AUDIT_FILTER, 50, 0)
      .entries.map(({ action, subject }) => ({ action, subject }));
  return { ...clinic, out, told, chosen, ending, handlers, draft, log };
}

describe("reports", () => {
  it("are signed by clinicians, and looked at, saved and printed by everybody", () => {
    expect(requests["reports.sign"].roles).toEqual(["clinician", "admin"]);
    for (const channel of ["preview", "list", "open", "save", "print", "batch"] as const) {
      expect(requests[`reports.${channel}`].roles).toContain("staff");
    }
  });

  it("are told to the window when they are signed", async () => {
    const { handlers, draft, told } = office();
    await handlers["reports.sign"]({ reportId: await draft() });
    expect(told).toEqual([["reports"]]);
  });

  it("are written where somebody chose, and the log says so", async () => {
    const { handlers, draft, desk, out, log, patientId } = office();
    const reportId = await draft();
    expect(await handlers["reports.save"]({ reportId })).toEqual({ saved: "report.pdf" });
    expect(readFileSync(join(out, "report.pdf")).equals(desk.file(reportId).pdf)).toBe(true);
    expect(log()).toEqual([{ action: "report.saved", subject: patientId }]);
  });

  it("that nobody chose a place or printer for leave nothing, in the log neither", async () => {
    const { handlers, draft, chosen, out, log } = office();
    const reportId = await draft();
    chosen.place = null;
    chosen.prints = false;
    expect(await handlers["reports.save"]({ reportId })).toEqual({ saved: null });
    expect(await handlers["reports.print"]({ reportId })).toEqual({ printed: false });
    expect(await handlers["reports.batch"]({ day: "2026-03-04", ...FORM })).toBeNull();
    expect([readdirSync(out), log()]).toEqual([[], []]);
  });

  it("replace a file that was chosen only once they are whole", async () => {
    const { handlers, draft, chosen, out, log } = office();
    const reportId = await draft();
    chosen.place = join(out, "taken");
    mkdirSync(chosen.place);
    writeFileSync(join(chosen.place, "kept"), "kept");
    await expect(handlers["reports.save"]({ reportId })).rejects.toMatchObject({
      code: "output.unwritable",
    });
    expect(readdirSync(out)).toEqual(["taken"]);
    expect(existsSync(join(chosen.place, "kept"))).toBe(true);
    expect(log()).toEqual([]);
  });

  it("of a day are not begun while the clinic is being locked", async () => {
    const { handlers, ending, out } = office();
    ending.abort();
    expect(await handlers["reports.batch"]({ day: "2026-03-04", ...FORM })).toMatchObject({
      drafts: 0,
      notReached: 1,
    });
    expect(readdirSync(out)).toEqual([]);
  });
});
