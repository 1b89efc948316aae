import type { Archive } from "../workflows/archive";
import type { PhotoObjects } from "../workflows/photoObjects";
import type { RecordedChange } from "../workflows/recordedChange";
import type { SaveFile } from "./audit";
import type { HandlersOf } from "./handlers";

export interface ArchiveHandlerOptions {
  readonly recorded: RecordedChange;
  readonly archive: Archive;
  readonly objects: PhotoObjects;
  readonly saveFile: SaveFile;
}

export function archiveHandlers({
  recorded,
  archive,
  objects,
  saveFile,
}: ArchiveHandlerOptions): HandlersOf<"archive"> & HandlersOf<"dicom"> {
  return {
    "archive.settings": () => archive.settings(),
    "archive.update": (settings) => archive.update(settings),
    "archive.test": async (access) => {
      await archive.test(access);
      return {};
    },
    "archive.queue": () => archive.queue(),
    "archive.send": ({ photoIds }) => ({ added: archive.send(photoIds) }),
    "archive.retry": ({ sequence }) => {
      archive.retry(sequence);
      return archive.queue();
    },
    "archive.remove": ({ sequence }) => {
      archive.remove(sequence);
      return archive.queue();
    },
    "archive.forgetMisfiled": ({ sequence }) => {
      archive.forgetMisfiled(sequence);
      return archive.queue();
    },
    "archive.pause": ({ paused }) => {
      archive.pause(paused);
      return archive.queue();
    },
    "dicom.save": async ({ photoId }) => {
      const { name, file } = await objects(photoId);
      const saved = await saveFile(name, file);
      if (saved) recorded("photo.exported", photoId, () => undefined, { format: "DICOM" });
      return { saved };
    },
  };
}
