/** The command line: the same rooms as the window's, under plain Node. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import words from "../resources/locales/en.json";
import { classify, type ClassifyLine } from "./commands/classify";
import { TABLE_HEAD, tableLine } from "./commands/classifyTable";
import { failureOf, type Failure } from "./contract/errors";
import { errorLine } from "./contract/errorText";
import { launchVisionChild } from "./vision/childProcess";
import { startVision } from "./vision/client";

const USAGE = `Usage: lentigo <command> [options]

  classify <file or folder>... [--json] [--heatmap DIR] [--model DIR]
      What each photo resembles and how urgent it is. A folder means its pictures,
      subfolders included. --json: one object a line on standard output. --heatmap:
      paints where the model looked into DIR.

Exit status: 0 all done, 1 a photo was refused or something failed, 2 wrong usage.
`;

const explain = (failure: Failure): string => errorLine(failure, words.errors);

async function runClassify(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      heatmap: { type: "string" },
      model: { type: "string", default: join(__dirname, "..", "..", "models", "base") },
    },
  });
  if (positionals.length === 0) throw new UsageError("classify needs a file or a folder.");

  const vision = startVision({
    launch: () => launchVisionChild(join(__dirname, "vision-host.cjs"), values.model),
  });
  const table = { levels: words.triage, diagnoses: shortNames(), reasons: words.reasons };
  const print = (line: ClassifyLine): void => {
    process.stdout.write(`${values.json ? JSON.stringify(line) : tableLine(line, table)}\n`);
  };
  try {
    if (!values.json) process.stdout.write(`${TABLE_HEAD}\n`);
    const { classified, refused } = await classify({
      paths: positionals,
      heatmapFolder: values.heatmap ?? null,
      vision,
      explain,
      onLine: print,
    });
    if (classified + refused === 0) throw new UsageError("There are no pictures there.");
    if (!values.json) process.stdout.write(`\n${words.app.decisionSupport}\n`);
    return refused === 0 ? 0 : 1;
  } finally {
    vision.stop();
  }
}

function shortNames(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words.diagnoses).map(([code, { name }]) => [code, name]),
  );
}

/** Wrong usage: exit status 2 and the usage text. */
class UsageError extends Error {}

async function main(): Promise<number> {
  const [command, ...args] = process.argv.slice(2);
  try {
    if (command === "classify") return await runClassify(args);
    if (command === undefined || command === "help" || command === "--help") {
      process.stdout.write(USAGE);
      return command === undefined ? 2 : 0;
    }
    throw new UsageError(`There is no command "${command}".`);
  } catch (error) {
    const failure = failureOf(error);
    if (failure) {
      process.stderr.write(`${explain(failure)} (${failure.code})\n`);
      return 1;
    }
    if (error instanceof UsageError || isParseError(error)) {
      process.stderr.write(`${error.message}\n\n${USAGE}`);
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

void main().then((status) => {
  process.exitCode = status;
});
