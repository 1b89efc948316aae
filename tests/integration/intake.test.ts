/** Photos that come again through the real vision process. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blobFile } from "../../electron/store/blobs";
import { sharp } from "../../electron/vision/sharpRuntime";
import { createIntake } from "../../electron/workflows/intakePhoto";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { newClinicFolder, openClinic, visionProcess } from "../fixtures/archiveClinic";
import { flipByte } from "../fixtures/damage";
import { writeLesionPhoto } from "../fixtures/photos";
import { newPhoto } from "../fixtures/records";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const actor = { id: null, name: "", role: "admin" } as const;
const now = (): Date => new Date();

describe("a damaged photo that is added again", () => {
  it("comes back though its picture was encoded in other bytes when it was first kept", async () => {
    const folder = newClinicFolder();
    const vision = visionProcess();
    const { store } = openClinic(folder, vision);
    const file = join(temporaryFolder(), "lesion.tiff");
    await writeLesionPhoto(file, { diagnosis: "mel", seed: 4, width: 321, height: 241 });
    const bytes = readFileSync(file);
    // As another version of the encoder wrote it: the same pixels.
    const blob = store.blobs.put(await sharp(bytes).png({ compressionLevel: 9 }).toBuffer());
    const thumbnail = store.blobs.put(await sharp(bytes).jpeg({ quality: 50 }).toBuffer());
    const sourceHash = store.blobs.nameOf(bytes);
    const id = store.photos.add(
      { ...newPhoto("lesion", null), sourceHash, blob, thumbnail },
      now(),
    );
    for (const name of [blob, thumbnail]) flipByte(blobFile(join(folder, "photos"), name));

    const recorded = createRecordedChange({ store, actor, now });
    const intake = createIntake({ store, recorded, vision, now });
    const again = { name: "lesion.tiff", bytes, takenAt: null, patientId: null };
    expect(await intake(again)).toMatchObject({ outcome: "duplicate", photo: { id } });
    expect(store.photos.files(id)).toEqual({ blob, thumbnail });
    const pixels = (photo: Buffer): Promise<Buffer> => sharp(photo).raw().toBuffer();
    expect(await pixels(store.blobs.get(blob))).toEqual(await pixels(bytes));
    expect(store.blobs.opens(thumbnail)).toBe(true);
    // Nothing lies beside it that no row names.
    const { signal } = new AbortController();
    expect(await store.repair(signal)).toEqual({ unreferencedFiles: 0, missingFiles: 0 });
  });
});
