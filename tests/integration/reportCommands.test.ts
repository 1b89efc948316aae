import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NO_AUDIT_FILTER } from "../../electron/contract/session";
import { lentigoIn } from "../fixtures/commandLine";
import { readPdf } from "../fixtures/pdf";
import { as, NURSE, peopledClinic } from "../fixtures/peopledClinic";
import { reportingClinic } from "../fixtures/reportingClinic";
import { temporaryFolder } from "../fixtures/temporaryFolder";

describe("lentigo report, of a clinic", () => {
  it("lists photos with the ids by which reports are asked for", async () => {
    const { folder, photoId, before, patientId, lesionId, takeIn } = reportingClinic();
    takeIn("stray", null, new Date());
    const list = ["report", "--list", "--clinic", join(folder, "clinic"), "--json"];
    const { status, output } = await lentigoIn({}, ...list, "--search", "lindq");
    expect(status).toBe(0);
    const lines = output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    const patient = { id: patientId, number: "4711", name: "Lindqvist, Astrid" };
    const lesion = { id: lesionId, number: 1, site: "left-upper-arm" };
    expect(lines).toEqual([
      { photo: photoId, name: "today.jpg", date: "2026-03-04", patient, lesion },
      { photo: before, name: "before.jpg", date: "2026-02-03", patient, lesion },
    ]);
    const all = await lentigoIn({}, ...list);
    expect(all.output.trimEnd().split("\n")).toHaveLength(3);
  });

  it("writes a case with what the record says, and the log says so", async () => {
    const { store, folder, photoId, patientId, actor, now } = reportingClinic();
    const decision = { diagnosis: "mel", confidence: "high", nextStep: "excision" } as const;
    store.outcomes.record({ photoId, ...decision, note: "irregular border" }, actor, now());
    const out = join(folder, "case.pdf");
    const { status, output, complaints } = await lentigoIn(
      {},
      ...["report", "--case", photoId, "--out", out, "--paper", "letter", "--json"],
      ...["--clinic", join(folder, "clinic")],
    );
    expect([status, complaints]).toEqual([0, ""]);
    const written = JSON.parse(output) as { file: string; report: string; pages: number };
    const { text, facts } = readPdf(readFileSync(out));
    expect(written).toMatchObject({ file: out, pages: Number(facts["Pages"]) });
    for (const part of ["Lindqvist, Astrid", "irregular border", "Dr. Ines Albrecht"]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(written.report);
    expect(store.audit.list(NO_AUDIT_FILTER, 1, 0).entries[0]).toMatchObject({
      action: "report.saved",
      subject: patientId,
      details: { report: written.report, kind: "case" },
    });
  });

  it.each(["lesion", "patient", "day"] as const)("writes a report by --%s", async (by) => {
    const { folder, patientId, lesionId } = reportingClinic();
    const ids = { lesion: lesionId, patient: patientId, day: "2026-03-04" };
    const out = join(folder, "report.pdf");
    const { status, output } = await lentigoIn(
      {},
      ...["report", `--${by}`, ids[by], "--out", out, "--language", "de"],
      ...["--clinic", join(folder, "clinic")],
    );
    expect([status, output]).toEqual([0, `${out}\n`]);
    expect(readPdf(readFileSync(out)).text).toContain("Lindqvist, Astrid");
  });

  it("writes a report of each photo of a day", async () => {
    const { folder, patientId, takeIn } = reportingClinic();
    takeIn("second", patientId, new Date(2026, 2, 4, 10, 0));
    const out = temporaryFolder();
    const { status, output } = await lentigoIn(
      {},
      ...["report", "--day", "2026-03-04", "--each", "--out", out, "--json"],
      ...["--clinic", join(folder, "clinic")],
    );
    expect(status).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ signed: 0, drafts: 2, failures: [] });
    expect(readdirSync(out)).toHaveLength(2);
  });

  it("says what is wrong, and leaves what was there", async () => {
    const { folder, photoId } = reportingClinic();
    const clinic = ["--clinic", join(folder, "clinic")];
    const out = join(folder, "case.pdf");
    writeFileSync(out, "kept");
    const stranger = "00000000-0000-4000-8000-000000000000";
    const missing = await lentigoIn({}, "report", "--case", stranger, "--out", out, ...clinic);
    expect(missing).toMatchObject({ status: 1, output: "" });
    expect(missing.complaints).toContain("photo.missing");
    const nowhere = join(folder, "no", "such", "folder.pdf");
    const lost = await lentigoIn({}, "report", "--case", photoId, "--out", nowhere, ...clinic);
    expect(lost.complaints).toContain("output.unwritable");
    for (const wrong of [
      ["--case", "7"],
      ["--day", "today"],
      ["--case", photoId, "--day", "7"],
      ["--case", photoId, "--each"],
      ["--photo", out, "--each"],
    ]) {
      const { status } = await lentigoIn({}, "report", ...wrong, "--out", out, ...clinic);
      expect(status).toBe(2);
    }
    expect(readFileSync(out, "utf8")).toBe("kept");
  });

  it("asks for a password where there are accounts, and lets staff write drafts", async () => {
    const folder = await peopledClinic();
    const [environment, user] = as(NURSE);
    const day = ["report", "--day", "2026-03-04", "--out", join(folder, "..", "day.pdf")];
    const nobody = await lentigoIn({}, ...day, "--clinic", folder);
    expect(nobody.complaints).toContain("session.locked");
    const staff = await lentigoIn(environment, ...day, "--clinic", folder, ...user);
    expect(staff.complaints).toContain("report.empty");
  });
});
