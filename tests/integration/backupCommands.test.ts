import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { BackupReport } from "../../electron/contract/backups";
import { openDoor } from "../../electron/store/door";
import { openStoreWithKey } from "../../electron/store/open";
import { lentigoIn, root } from "../fixtures/commandLine";
import { ADMINISTRATOR, as, NURSE, peopledClinic } from "../fixtures/peopledClinic";
import { temporaryFolder } from "../fixtures/temporaryFolder";

async function addPhotos(folder: string, from: number, to: number): Promise<void> {
  const door = openDoor({ folder, guards: [] });
  const { dataKey } = await door.openWithPassword(ADMINISTRATOR.name, ADMINISTRATOR.password);
  const store = openStoreWithKey(folder, dataKey);
  for (let number = from; number < to; number++) {
    const content = Buffer.alloc(20_000, `photo ${String(number)}`);
    const blob = store.blobs.put(content);
    store.photos.add(
      {
        ...{ sourceHash: blob, name: "photo.jpg", width: 600, height: 450, blob, thumbnail: blob },
        ...{ takenAt: null, patientId: null },
      },
      new Date(),
    );
  }
  store.close();
  dataKey.fill(0);
}

async function clinicAndDisk(photos: number) {
  const clinic = await peopledClinic();
  await addPhotos(clinic, 0, photos);
  const disk = join(temporaryFolder(), "disk");
  mkdirSync(disk);
  return { clinic, disk };
}

describe("lentigo backup", () => {
  it("backs up, lists, checks, and restores on a computer without the clinic", async () => {
    const { clinic, disk } = await clinicAndDisk(5);
    const [environment, user] = as(ADMINISTRATOR);
    const made = await lentigoIn(environment, "backup", "--to", disk, "--clinic", clinic, ...user);
    expect(made.complaints).toBe("");
    const report = JSON.parse(made.output) as BackupReport;
    expect(report).toMatchObject({
      ...{ counts: { photos: 5, accounts: 2 }, copied: 5, damaged: 0, lacking: [] },
    });

    const listed = await lentigoIn({}, "backup", "list", "--from", disk, "--json");
    expect(JSON.parse(listed.output)).toMatchObject({ backups: [{ id: report.id }] });

    const checked = await lentigoIn(environment, "backup", "verify", "--from", disk, ...user);
    expect(JSON.parse(checked.output)).toMatchObject({ id: report.id, whole: true, faults: [] });

    const there = join(temporaryFolder(), "clinic");
    const to = ["restore", "--from", disk, "--clinic", there];
    const preview = await lentigoIn(environment, ...to, "--preview", ...user);
    expect(JSON.parse(preview.output)).toMatchObject({ preview: true, counts: { photos: 5 } });
    const restored = await lentigoIn(environment, ...to, ...user);
    expect(JSON.parse(restored.output)).toMatchObject({ before: null, damaged: 0 });
    const audit = await lentigoIn(environment, "audit", "verify", "--clinic", there, ...user);
    expect(JSON.parse(audit.output)).toMatchObject({ intact: true });
  });

  it("is refused to staff, to a wrong password, and where there is no backup", async () => {
    const { clinic, disk } = await clinicAndDisk(1);
    const [nurse, nurseOptions] = as(NURSE);
    const staff = await lentigoIn(
      nurse,
      "backup",
      "--to",
      disk,
      "--clinic",
      clinic,
      ...nurseOptions,
    );
    expect(staff).toMatchObject({ status: 1, output: "" });
    expect(staff.complaints).toContain("request.forbidden");
    expect(readdirSync(disk)).toEqual([]);

    const [environment, user] = as(ADMINISTRATOR);
    await lentigoIn(environment, "backup", "--to", disk, "--clinic", clinic, ...user);
    const there = join(temporaryFolder(), "clinic");
    const restore = ["restore", "--from", disk, "--clinic", there];
    const byNurse = await lentigoIn(nurse, ...restore, ...nurseOptions);
    expect(byNurse.complaints).toContain("session.denied");
    const wrong = await lentigoIn({ LENTIGO_PASSWORD: "wrong" }, ...restore, ...user);
    expect(wrong.complaints).toContain("session.denied");
    const empty = await lentigoIn(environment, "backup", "verify", "--from", there, ...user);
    expect(empty.complaints).toContain("backup.none");
  });

  it("killed at any moment leaves earlier backups whole, and the next one is whole", async () => {
    const { clinic, disk } = await clinicAndDisk(150);
    const [environment, user] = as(ADMINISTRATOR);
    const command = ["backup", "--to", disk, "--clinic", clinic, ...user];
    await lentigoIn(environment, ...command);
    for (let kill = 0; kill < 6; kill++) {
      writeFileSync(join(disk, "beside"), "other files stay");
      await addPhotos(clinic, 150 + kill * 10, 160 + kill * 10);
      const child = spawn(process.execPath, [join(root, "out/app/cli.cjs"), ...command], {
        env: { ...process.env, ...environment },
        stdio: "ignore",
      });
      await wait(300 + kill * 200);
      child.kill("SIGKILL");
      const checked = await lentigoIn(environment, "backup", "verify", "--from", disk, ...user);
      expect(JSON.parse(checked.output)).toMatchObject({ whole: true });
    }
    const made = await lentigoIn(environment, ...command);
    expect(JSON.parse(made.output)).toMatchObject({ damaged: 0 });
    const checked = await lentigoIn(environment, "backup", "verify", "--from", disk, ...user);
    expect(JSON.parse(checked.output)).toMatchObject({ whole: true, counts: { photos: 210 } });
  });
});
