/** Composition root of the command line: the same rooms as the window's, under plain Node. */
import { auditCommand } from "./cli/audit";
import { backupCommand } from "./cli/backup";
import { calibrateCommand } from "./cli/calibrate";
import { classifyCommand } from "./cli/classify";
import { UsageError, type Command } from "./cli/command";
import { demoCommand } from "./cli/demo";
import { dicomCommand } from "./cli/dicom";
import { evaluateCommand } from "./cli/evaluate";
import { fhirCommand } from "./cli/fhir";
import { listCommand } from "./cli/list";
import { modelsCommand } from "./cli/models";
import { patientsCommand } from "./cli/patients";
import { rehearsalCommand } from "./cli/rehearsal";
import { reportCommand } from "./cli/report";
import { researchCommand } from "./cli/research";
import { restoreCommand } from "./cli/restore";
import { retrainCommand } from "./cli/retrain";
import { trainCommand } from "./cli/train";
import { explain } from "./cli/words";
import { placeOf } from "./contract/errorPlace";
import { failureOf } from "./contract/errors";
import { asStoreError } from "./store/storeErrors";

/** In the order of the help. */
const COMMANDS: readonly Command[] = [
  ...[classifyCommand, trainCommand, retrainCommand, evaluateCommand, calibrateCommand],
  ...[rehearsalCommand, demoCommand, patientsCommand, modelsCommand, backupCommand],
  ...[restoreCommand, listCommand, researchCommand, fhirCommand, dicomCommand, reportCommand],
  auditCommand,
];

/** The help on one command, or on all. */
function helpFor(command: Command | undefined): string {
  const usages = (command ? [command] : COMMANDS).map(({ usage }) => usage);
  return `Usage: lentigo <command> [options]

${usages.join("\n\n")}

  Clinics with accounts ask for --user and a password: LENTIGO_PASSWORD, or typed. --clinic:
  the clinic's folder; without it, the one that the window uses.

Exit status: 0 all done, 1 a photo was refused or something failed, 2 wrong usage, 130 ended by Ctrl-C.
`;
}

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  const named = (word: string | undefined): Command | undefined =>
    COMMANDS.find((each) => each.name === word);
  if (name === undefined || name === "help" || name === "--help") {
    process.stdout.write(helpFor(named(args[0])));
    return name === undefined ? 2 : 0;
  }
  const command = named(name);
  if (command && args[0] === "--help") {
    process.stdout.write(helpFor(command));
    return 0;
  }
  try {
    if (!command) throw new UsageError(`There is no command "${name}".`);
    return await command.run(args);
  } catch (error) {
    const failure = failureOf(asStoreError(error));
    if (failure) {
      process.stderr.write(`${explain(failure)} (${failure.code})\n`);
      return 1;
    }
    if (error instanceof UsageError || isParseError(error)) {
      process.stderr.write(`${error.message}\n\n${helpFor(command)}`);
      return 2;
    }
    throw error;
  }
}

/** What `parseArgs` throws for an option that does not exist. */
function isParseError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE");
}

// Whoever reads our output may stop early (head, less); that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${explain({ code: "internal", details: { logId: "" } })}\n`);
    process.stderr.write(`${placeOf(error)}\n`);
    process.exitCode = 1;
  },
);
