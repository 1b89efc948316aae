/** A clinic that somebody signs in to, of any size. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { openBlobs } from "../../electron/store/blobs";
import { openDatabase } from "../../electron/store/database";
import { openDoor } from "../../electron/store/door";
import { deriveKeys, type StoreKeys } from "../../electron/store/keys";
import { unguarded } from "../../electron/store/keyFile";
import { openWorklist } from "../../electron/store/worklist";
import { DASHBOARD_FILTERS } from "../../electron/contract/dashboard";
import { fillLargeClinic } from "../store/largeClinic";

export const SIGN_IN = { name: "ines", password: "sieben kleine Muttermale" } as const;

/**
 * @param dataFolder of the application
 * @param hasFiles whether every photo has files; they are empty but for those of the first page
 */
export async function makeClinic(
  dataFolder: string,
  patients: number,
  hasFiles: boolean,
): Promise<void> {
  const folder = join(dataFolder, "clinic");
  const door = openDoor({ folder, guards: [unguarded] });
  const { name, password } = SIGN_IN;
  await door.found(password, name, (store) =>
    store.accounts.create({ name, fullName: "Dr. Ines Albrecht", role: "admin" }, new Date()),
  );
  const { dataKey } = await door.openWithPassword(name, password);
  const keys = deriveKeys(dataKey);
  const database = openDatabase(join(folder, "clinic.db"), keys.database, false);
  fillLargeClinic(database, { patients, photosPerPatient: 3, today: new Date() });
  database.exec(`
    UPDATE photos SET blob = lower(hex(randomblob(32))), thumbnail = lower(hex(randomblob(32)))
  `);
  const photos = join(folder, "photos");
  if (hasFiles) {
    const names = database.prepare<[], string>(
      "SELECT blob FROM photos UNION ALL SELECT thumbnail FROM photos",
    );
    for (const file of names.pluck().all()) {
      mkdirSync(join(photos, file.slice(0, 2)), { recursive: true });
      writeFileSync(join(photos, file.slice(0, 2), file), "");
    }
  }
  const thumbnail = await thumbnailIn(photos, keys);
  const give = database.prepare("UPDATE photos SET thumbnail = ? WHERE id = ?");
  const first = openWorklist(database).page(everything, new Date(), 100, 0);
  for (const id of first) give.run(thumbnail, id);
  database.close();
}

const everything = { ...DASHBOARD_FILTERS.unconfirmed, unconfirmed: false };

async function thumbnailIn(folder: string, keys: StoreKeys): Promise<string> {
  const background = { r: 214, g: 172, b: 150 };
  const picture = sharp({ create: { width: 320, height: 240, channels: 3, background } });
  return openBlobs(folder, keys).put(await picture.jpeg({ quality: 85 }).toBuffer());
}
