import { join } from "node:path";
import { unguarded } from "../../electron/store/keyFile";
import { openStore } from "../../electron/store/open";
import { launchVisionChild } from "../../electron/vision/childProcess";
import { startVision } from "../../electron/vision/client";
import { createIntake } from "../../electron/workflows/intakePhoto";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { variedPhotos } from "../variedPhotos";
import { watchProcesses, type Watch } from "./watch";

const actor = { id: null, name: "Dr. Ines Albrecht", role: "clinician" } as const;
const now = (): Date => new Date();

/** Caches fill and the allocator finds its size first. */
const WARM_UP = 0.2;
const LOOKS = 40;

/** Photos through the real vision process into a real store, one after the other. */
export async function takeInMany(
  folder: string,
  count: number,
): Promise<ReturnType<Watch["verdict"]>> {
  const store = openStore({ folder: join(folder, "clinic"), guards: [unguarded] });
  const vision = startVision({
    modelFolder: "models/base",
    launch: (model) => launchVisionChild("out/app/vision-host.cjs", model),
  });
  try {
    const recorded = createRecordedChange({ store, actor, now });
    const intake = createIntake({ store, recorded, vision, now });
    const photos = await variedPhotos(join(folder, "drawn"), {
      ...{ drawn: 20, seed: 12, width: 1024, height: 768 },
    });
    const watch = watchProcesses(["this process, as main", "vision"]);
    const warm = Math.floor(count * WARM_UP);
    const every = Math.max(1, Math.floor((count - warm) / LOOKS));
    for (let number = 0; number < count; number++) {
      const bytes = await photos.photo(number);
      await intake({ name: "photo.jpg", bytes, takenAt: null, patientId: null });
      if (number >= warm && (number - warm) % every === 0) await watch.look(number);
    }
    if (store.photos.count() !== count) throw new Error("photos are missing");
    if (store.integrity() !== "ok") throw new Error("the database is not whole");
    return watch.verdict();
  } finally {
    vision.stop();
    store.close();
  }
}
