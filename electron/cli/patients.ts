/** Takes patients in from a table. */
import { parseArgs } from "node:util";
import { DUPLICATE_POLICIES } from "../domain/patientTable/fields";
import { CLINIC_OPTIONS, clinicAccess } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { printLine } from "./output";

export const patientsCommand: Command = {
  name: "patients",
  usage: `  patients import FILE [--clinic DIR] [--user NAME] [--duplicates skip|update] [--dry-run] [--json]
      Takes patients in from a CSV table with named columns (number, family name, given name,
      date of birth, sex, notes; English or German). --dry-run: only says what would be done.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...CLINIC_OPTIONS,
        duplicates: { type: "string", default: "skip" },
        "dry-run": { type: "boolean", default: false },
      },
    });
    const [action, file, ...rest] = positionals;
    if (action !== "import" || file === undefined || rest.length > 0) {
      throw new UsageError("patients import needs one file.");
    }
    const duplicates = DUPLICATE_POLICIES.find((policy) => policy === values.duplicates);
    if (!duplicates) throw new UsageError("--duplicates is skip or update.");
    const { importPatients } = await import("../commands/importPatients");
    return importPatients({
      access: await clinicAccess(values),
      file,
      duplicates,
      dryRun: values["dry-run"],
      json: values.json,
      print: printLine,
    });
  },
};
