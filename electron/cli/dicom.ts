/** Writes a photo as a DICOM file. */
import { parseArgs } from "node:util";
import { version } from "../../package.json";
import { PHOTO_KINDS } from "../domain/photoKind";
import { CLINIC_OPTIONS, clinicAccess } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { printLine } from "./output";
import { BASE_MODEL, openVision } from "./places";

export const dicomCommand: Command = {
  name: "dicom",
  usage: `  dicom export --photo ID | --file PHOTO --out FILE [--kind dermoscopy|clinical]
        [--clinic DIR] [--user NAME] [--json]
      Writes a photo as a DICOM file: one of the clinic's with its patient, visit and place,
      or any photo's file as nobody's. --kind: what is known of the clinic's photo, or else
      dermoscopy, where not said.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...CLINIC_OPTIONS,
        photo: { type: "string" },
        file: { type: "string" },
        out: { type: "string" },
        kind: { type: "string" },
      },
    });
    const { photo, file, out } = values;
    if (positionals.join(" ") !== "export") throw new UsageError("The one thing is dicom export.");
    if (out === undefined) throw new UsageError("dicom export needs --out.");
    const kind = PHOTO_KINDS.find((name) => name === values.kind) ?? null;
    if (values.kind !== undefined && !kind) {
      throw new UsageError("--kind is dermoscopy or clinical.");
    }
    const { exportClinicPhoto, exportPhotoFile } = await import("../commands/dicom");
    const vision = openVision(BASE_MODEL);
    const command = {
      ...{ out, vision, software: version, json: values.json },
      print: printLine,
    };
    try {
      if (photo !== undefined && file === undefined) {
        return await exportClinicPhoto(command, await clinicAccess(values), photo, kind);
      }
      if (file !== undefined && photo === undefined) {
        return await exportPhotoFile(command, file, kind ?? "dermoscopy");
      }
    } finally {
      vision.stop();
    }
    throw new UsageError("dicom export needs either --photo or --file.");
  },
};
