import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unguarded } from "../../electron/store/keyFile";
import { openStore } from "../../electron/store/open";
import { ADMINISTRATOR, as, NURSE, peopledClinic } from "../fixtures/peopledClinic";
import { lentigoIn } from "../fixtures/commandLine";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const TABLE = `Patientennummer;Nachname;Vorname;Geburtsdatum;Geschlecht
4711;Öberg;Åsa;03.04.1961;w
4712;Haddad;Omar;31.02.1970;m
;;Niemand;;
`;

describe("lentigo audit verify", () => {
  it("says that the log is whole, and when it is not", async () => {
    const folder = await peopledClinic();
    const [environment, user] = as(ADMINISTRATOR);
    const whole = await lentigoIn(environment, "audit", "verify", "--clinic", folder, ...user);
    expect(whole.status).toBe(0);
    expect(JSON.parse(whole.output)).toEqual({ intact: true, entries: 6 });

    const head = join(folder, "audit-head.json");
    writeFileSync(head, readFileSync(head, "utf8").replace(/"sequence":\d+/, '"sequence":1'));
    const forged = await lentigoIn(environment, "audit", "verify", "--clinic", folder, ...user);
    expect(forged.status).toBe(1);
    expect(JSON.parse(forged.output)).toMatchObject({ intact: false, fault: "recorded" });
  });

  it("is refused without a password, with a wrong one, and to staff", async () => {
    const folder = await peopledClinic();
    const [environment, user] = as(NURSE);
    const verify = ["audit", "verify", "--clinic", folder];
    const staff = await lentigoIn(environment, ...verify, ...user);
    expect(staff).toMatchObject({ status: 1, output: "" });
    expect(staff.complaints).toContain("request.forbidden");
    const wrong = await lentigoIn({ LENTIGO_PASSWORD: "wrong" }, ...verify, ...user);
    expect(wrong.complaints).toContain("session.denied");
    const nobody = await lentigoIn({}, ...verify);
    expect(nobody.complaints).toContain("session.locked");
  });

  it("makes no clinic where there is none", async () => {
    const folder = join(temporaryFolder(), "clinic");
    const { status, complaints } = await lentigoIn({}, "audit", "verify", "--clinic", folder);
    expect(status).toBe(1);
    expect(complaints).toContain("store.missing");
  });
});

describe("lentigo patients import", () => {
  it("says what it would do, then does it", async () => {
    const folder = join(temporaryFolder(), "clinic");
    openStore({ folder, guards: [unguarded] }).close();
    const file = join(temporaryFolder(), "patients.csv");
    writeFileSync(file, TABLE);
    const importing = ["patients", "import", file, "--clinic", folder, "--json"];

    const dry = await lentigoIn({}, ...importing, "--dry-run");
    expect(dry.status).toBe(1);
    const expected = {
      rows: 3,
      created: 2,
      updated: 0,
      known: 0,
      faulty: 1,
      problems: [
        { row: 3, field: "dateOfBirth", effect: "value-left-out" },
        { row: 4, effect: "row-left-out" },
      ],
    };
    expect(JSON.parse(dry.output)).toMatchObject({ dryRun: true, ...expected });

    const real = await lentigoIn({}, ...importing);
    expect(JSON.parse(real.output)).toMatchObject({ dryRun: false, ...expected });
    const store = openStore({ folder, guards: [unguarded] });
    const { total, patients } = store.patients.list("", 10, 0);
    store.close();
    expect(total).toBe(2);
    expect(patients.find(({ number }) => number === "4711")).toMatchObject({
      familyName: "Öberg",
      dateOfBirth: "1961-04-03",
      sex: "female",
    });

    const again = await lentigoIn({}, ...importing);
    expect(JSON.parse(again.output)).toMatchObject({ created: 0, known: 2 });
  });
});
