/** Writes a list of the clinic's as CSV. */
import { parseArgs } from "node:util";
import { TRIAGE_LEVELS, type TriageLevel } from "../domain/triage";
import { CLINIC_OPTIONS } from "./clinicAccess";
import { UsageError, type Command } from "./command";
import { exportCommand } from "./exportCommand";

export const listCommand: Command = {
  name: "list",
  usage: `  list --list patients|triage|disagreements --out FILE [--search TEXT] [--archived]
       [--levels LEVEL,...] [--unassigned] [--today] [--unconfirmed] [--awaiting-histology]
       [--clinic DIR] [--user NAME] [--json]
      Writes a list as CSV (UTF-8), with the filters that the window has. --search and
      --archived are of patients, the others of photos; levels are urgent, soon, routine
      and cannot-assess.`,
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...CLINIC_OPTIONS,
        list: { type: "string" },
        out: { type: "string" },
        search: { type: "string", default: "" },
        archived: { type: "boolean", default: false },
        levels: { type: "string", default: "" },
        unassigned: { type: "boolean", default: false },
        today: { type: "boolean", default: false },
        unconfirmed: { type: "boolean", default: false },
        "awaiting-histology": { type: "boolean", default: false },
      },
    });
    const { list, out, search, archived, unassigned, today, unconfirmed } = values;
    if (out === undefined) throw new UsageError("list needs --out.");
    const { writeList } = await import("../commands/exports");
    const command = await exportCommand(values);
    if (list === "patients") return writeList(command, { list, search, archived }, out);
    if (list !== "triage" && list !== "disagreements") {
      throw new UsageError("--list is patients, triage or disagreements.");
    }
    const filter = {
      ...{ levels: levelsNamed(values.levels), unassigned, today, unconfirmed },
      awaitingHistology: values["awaiting-histology"],
      disagreement: list === "disagreements",
    };
    return writeList(command, { list: "worklist", filter }, out);
  },
};

function levelsNamed(text: string): TriageLevel[] {
  const names = text.split(",").filter((name) => name !== "");
  return names.map((name) => {
    const level = TRIAGE_LEVELS.find((each) => each === name);
    if (!level) throw new UsageError(`There is no level "${name}".`);
    return level;
  });
}
