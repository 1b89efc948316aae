/** The command line: the same rooms as the window's, under plain Node. */
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { version } from "../package.json";
import words from "../resources/locales/en.json";
import { classify, type ClassifyLine } from "./commands/classify";
import { TABLE_HEAD, tableLine } from "./commands/classifyTable";
import type { ClinicAccess } from "./commands/clinic";
import type { ExportCommand } from "./commands/exports";
import type { BackupKey } from "./contract/backups";
import { placeOf } from "./contract/errorPlace";
import { failureOf, type Failure } from "./contract/errors";
import { errorLine } from "./contract/errorText";
import { LANGUAGES } from "./domain/language";
import { ReportSubject } from "./contract/reports";
import { PAPERS } from "./domain/report";
import { RETRAIN_RECIPES } from "./domain/retrainRecipe";
import { DUPLICATE_POLICIES } from "./domain/patientTable/fields";
import { TRIAGE_LEVELS, type TriageLevel } from "./domain/triage";
import { PHOTO_KINDS } from "./domain/photoKind";
import { launchVisionChild } from "./vision/childProcess";
import { startVision, type VisionClient } from "./vision/client";

const USAGE = `Usage: lentigo <command> [options]

  classify <file or folder>... [--json] [--heatmap DIR] [--model DIR]
      What each photo resembles and how urgent it is. A folder means its pictures,
      subfolders included. --json: one object a line on standard output. --heatmap:
      paints where the model looked into DIR.

  train --data DIR --out DIR [--recipe NAME] [--version NAME] [--start DIR | --from MODEL]
        [--split published] [--epochs N] [--limit N] [--minutes N] [--seed N] [--resume] [--json]
      Trains a model version by a recipe and writes it to --out. The data are a folder in
      HAM10000's layout (metadata.csv, images/), that of the ISIC Archive, or class folders.
      --start: initial weights as a folder in tfjs' format. --from: a model to go on from.
      --split published: divides the data as the recipe's source did, lesions not kept
      together. Ctrl-C keeps a checkpoint; --resume continues.

  retrain --labels CSV --images DIR --recipe quick|upper|full --out DIR [--holdout CSV]
          [--model DIR] [--version NAME] [--seed N] [--resume] [--json]
      Trains on from a model version with the clinic's own photos (columns as for evaluate,
      perhaps patient_id) and compares both on photos held out: those of --holdout, else a
      fifth, drawn by patient or lesion. quick: minutes. upper: an hour. full: a night.

  evaluate --labels CSV --images DIR --out DIR [--model DIR] [--json]
      How well the answers agree with labels: image_id, dx and perhaps lesion_id
      (HAM10000), or image, MEL, NV, BCC, AKIEC, BKL, DF, VASC (ISIC 2018). Writes
      report.md, metrics.json and charts to --out. --json: the numbers as one object.

  calibrate --model DIR --data DIR --out DIR [--json]
      Measures a model version anew on the data it was trained on and writes it to --out
      (which may be --model) with fresh temperature, thresholds, limits of what it can
      assess, figures and card. The weights stay.

  rehearsal --model DIR --data DIR [--json]
      Puts into a model folder what versions need to be retrained from it in minutes:
      features of photos that it was trained and measured on.

  demo create --out DIR [--patients N] [--json]
      Makes a clinic of invented patients with drawn lesions, to try everything on. The same
      command goes on where it was interrupted. --json: the counts as one object.

  patients import FILE [--clinic DIR] [--user NAME] [--duplicates skip|update] [--dry-run] [--json]
      Takes patients in from a CSV table with named columns (number, family name, given name,
      date of birth, sex, notes; English or German). --dry-run: only says what would be done.

  models list | export VERSION --out FILE | import FILE | promote VERSION [--reason TEXT]
        [--clinic DIR] [--user NAME] [--json]
      The clinic's model versions: lists them, writes one as a file, installs one from a
      file, makes one the active one. A version that the gate has not let pass takes a
      reason. A window that is open takes the active version up at the next sign-in.

  backup --to DIR [--clinic DIR] [--user NAME] [--json]
      Backs the clinic up into a folder on another disk; only what is new is copied.
  backup list --from DIR [--json]
      The backups in a folder, the latest first.
  backup verify --from DIR [--backup ID] (--user NAME | --recovery-key) [--json]
      Reads every file of a backup, the latest unless one is named.
  restore --from DIR [--backup ID] (--user NAME | --recovery-key) [--clinic DIR] [--preview] [--json]
      Puts a backup in the clinic's place; what was there is kept beside it. The recovery key
      is read from LENTIGO_RECOVERY_KEY, or typed. --preview: only says what it holds.
  restore --undo [--clinic DIR] [--json]
      Brings back the clinic from before the latest restore.

  list --list patients|triage|disagreements --out FILE [--search TEXT] [--archived]
       [--levels LEVEL,...] [--unassigned] [--today] [--unconfirmed] [--awaiting-histology]
       [--clinic DIR] [--user NAME] [--json]
      Writes a list as CSV (UTF-8), with the filters that the window has. --search and
      --archived are of patients, the others of photos; levels are urgent, soon, routine
      and cannot-assess.

  research --out DIR --keys FILE [--clinic DIR] [--user NAME] [--json]
      Writes confirmed photos of patients who consent to training, under drawn names and in
      HAM10000's layout, which train reads; and the keys to the names, which stay in the
      clinic, to FILE outside DIR.

  fhir --case PHOTO --out FILE [--transaction] [--clinic DIR] [--user NAME] [--json]
      Writes what is known of a photo's case as a FHIR R4 bundle. --transaction: one that a
      server can take in.

  dicom export --photo ID | --file PHOTO --out FILE [--kind dermoscopy|clinical]
        [--clinic DIR] [--user NAME] [--json]
      Writes a photo as a DICOM file: one of the clinic's with its patient, visit and place,
      or any photo's file as nobody's (--kind: dermoscopy where not said).

  report --photo FILE --out FILE [--language en|de] [--paper a4|letter] [--model DIR] [--json]
      Writes a case report on one photo as PDF: photo, heatmap, probabilities and triage. It
      belongs to no clinic, so it names no patient and is a draft.

  report --case PHOTO|--lesion LESION|--patient PATIENT|--day YYYY-MM-DD --out FILE [--similar]
         [--language en|de] [--paper a4|letter] [--clinic DIR] [--user NAME] [--json]
      Writes a report of the clinic's as PDF, as a draft: one photo, a lesion over time, a
      patient, or what came in on a day. --similar: a case with similar confirmed ones.

  report --day YYYY-MM-DD --each --out DIR ...
      Writes a case report of every photo of the day: as it was signed, or else a draft.

  report --list [--search TEXT] [--clinic DIR] [--user NAME] [--json]
      Photos with their patients and lesions, and the ids by which reports are asked for.

  audit verify [--clinic DIR] [--user NAME] [--json]
      Whether the audit log is whole.

  Clinics with accounts ask for --user and a password: LENTIGO_PASSWORD, or typed. --clinic:
  the clinic's folder; without it, the one that the window uses.

Exit status: 0 all done, 1 a photo was refused or something failed, 2 wrong usage.
`;

/** Two folders above the bundles. */
const ROOT = join(__dirname, "..", "..");
const BASE_MODEL = join(ROOT, "models", "base");
const RESOURCES = join(ROOT, "resources");

function openVision(model: string): VisionClient {
  return startVision({
    modelFolder: model,
    launch: (folder) => launchVisionChild(join(__dirname, "vision-host.cjs"), folder),
  });
}

const explain = (failure: Failure): string => errorLine(failure, words.errors);

async function runClassify(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      heatmap: { type: "string" },
      model: { type: "string", default: BASE_MODEL },
    },
  });
  if (positionals.length === 0) throw new UsageError("classify needs a file or a folder.");

  const vision = openVision(values.model);
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

async function runTraining(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: "string" },
      out: { type: "string" },
      recipe: { type: "string", default: "lentigo" },
      version: { type: "string" },
      start: { type: "string" },
      from: { type: "string" },
      split: { type: "string", default: "grouped" },
      epochs: { type: "string" },
      limit: { type: "string" },
      minutes: { type: "string" },
      seed: { type: "string" },
      resume: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const { data, out, start, from } = values;
  if (data === undefined || out === undefined)
    throw new UsageError("train needs --data and --out.");
  if (start !== undefined && from !== undefined) {
    throw new UsageError("--start and --from exclude one another.");
  }
  const { split } = values;
  if (split !== "grouped" && split !== "published") {
    throw new UsageError(`--split is grouped or published, not "${split}".`);
  }
  // Loaded here, because every other command does without TensorFlow in this process.
  const { train } = await import("./commands/train");
  return train({
    options: {
      data,
      out,
      recipe: values.recipe,
      version: values.version ?? basename(out),
      resume: values.resume,
      split,
      ...(start === undefined ? {} : { start: { weights: start } }),
      ...(from === undefined ? {} : { start: { model: from } }),
      ...counts({
        epochs: values.epochs,
        limit: values.limit,
        minutes: values.minutes,
        seed: values.seed,
      }),
    },
    bundles: __dirname,
    json: values.json,
    problemWords: words.dataset.problems,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

async function runRetraining(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      labels: { type: "string" },
      images: { type: "string" },
      holdout: { type: "string" },
      recipe: { type: "string", default: "quick" },
      model: { type: "string", default: BASE_MODEL },
      out: { type: "string" },
      version: { type: "string" },
      seed: { type: "string" },
      resume: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const { labels, images, out } = values;
  if (labels === undefined || images === undefined || out === undefined) {
    throw new UsageError("retrain needs --labels, --images and --out.");
  }
  const recipe = RETRAIN_RECIPES.find((name) => name === values.recipe);
  if (!recipe) throw new UsageError("--recipe is quick, upper or full.");
  const { runRetrain } = await import("./commands/retrain");
  return runRetrain({
    labels,
    images,
    holdout: values.holdout ?? null,
    recipe,
    model: values.model,
    out,
    version: values.version ?? basename(out),
    seed: counts({ seed: values.seed }).seed ?? 1,
    resume: values.resume,
    bundles: __dirname,
    json: values.json,
    problemWords: words.evaluation.problems,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

async function runEvaluation(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      labels: { type: "string" },
      images: { type: "string" },
      out: { type: "string" },
      model: { type: "string", default: BASE_MODEL },
      json: { type: "boolean", default: false },
    },
  });
  const { labels, images, out } = values;
  if (labels === undefined || images === undefined || out === undefined) {
    throw new UsageError("evaluate needs --labels, --images and --out.");
  }
  // Loaded here, because no other command draws charts.
  const { evaluateModel } = await import("./commands/evaluate");
  const { evaluationTable } = await import("./commands/evaluationTable");
  const vision = openVision(values.model);
  try {
    const result = await evaluateModel({
      labels,
      images,
      out,
      fonts: join(RESOURCES, "fonts"),
      vision,
      words: {
        problems: words.evaluation.problems,
        charts: { ...words.charts, classes: chartNames(), levels: words.evaluation.levels },
      },
      explain,
      onProgress: showProgress,
    });
    process.stdout.write(
      values.json
        ? `${JSON.stringify(result)}\n`
        : `${evaluationTable(result, out)}\n\n${words.app.decisionSupport}\n`,
    );
    return result.problems.length === 0 ? 0 : 1;
  } finally {
    vision.stop();
  }
}

/** A line that counts up, for people only: in a log it would be noise. */
function showProgress(done: number, total: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${done} of ${total} photos${done === total ? "\n" : ""}`);
}

async function runCalibration(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: "string" },
      data: { type: "string" },
      out: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const { model, data, out } = values;
  if (model === undefined || data === undefined || out === undefined) {
    throw new UsageError("calibrate needs --model, --data and --out.");
  }
  const { calibrate } = await import("./commands/calibrate");
  return calibrate({
    options: { model, data, out },
    json: values.json,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

async function runRehearsal(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: "string" },
      data: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const { model, data } = values;
  if (model === undefined || data === undefined) {
    throw new UsageError("rehearsal needs --model and --data.");
  }
  const { rehearsal } = await import("./commands/rehearsal");
  return rehearsal({
    options: { model, data },
    json: values.json,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

async function runDemo(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      patients: { type: "string" },
      model: { type: "string", default: BASE_MODEL },
      json: { type: "boolean", default: false },
    },
  });
  if (positionals.join(" ") !== "create") throw new UsageError("The one thing is demo create.");
  const { out } = values;
  if (out === undefined) throw new UsageError("demo create needs --out.");
  const { patients } = counts({ patients: values.patients });
  // Loaded here, because most commands open no clinic.
  const { createDemo } = await import("./commands/demo");
  const vision = openVision(values.model);
  try {
    return await createDemo({
      out,
      ...(patients === undefined ? {} : { patients }),
      bundles: __dirname,
      vision,
      json: values.json,
      print: (line) => process.stdout.write(`${line}\n`),
      onProgress: showProgress,
    });
  } finally {
    vision.stop();
  }
}

async function runPatients(args: string[]): Promise<number> {
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
  const { importPatients } = await import("./commands/importPatients");
  return importPatients({
    access: await clinicAccess(values),
    file,
    duplicates,
    dryRun: values["dry-run"],
    json: values.json,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

async function runModels(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...CLINIC_OPTIONS, out: { type: "string" }, reason: { type: "string" } },
  });
  const [action, subject, ...rest] = positionals;
  const models = await import("./commands/models");
  const command = {
    access: await clinicAccess(values),
    shippedFolder: BASE_MODEL,
    json: values.json,
    print: (line: string) => process.stdout.write(`${line}\n`),
  };
  if (rest.length > 0) throw new UsageError("models takes one version or file.");
  if (action === "list" && subject === undefined) return models.listModels(command);
  if (subject === undefined) throw new UsageError("models is list, export, import or promote.");
  if (action === "export") {
    if (values.out === undefined) throw new UsageError("models export needs --out.");
    return models.exportModel(command, subject, values.out);
  }
  if (action === "import") return models.importModel(command, subject);
  if (action !== "promote") throw new UsageError(`There is no models ${String(action)}.`);
  const { reason = null } = values;
  if (reason !== null && reason.trim().length < 10) {
    throw new UsageError("--reason takes at least ten characters.");
  }
  const vision = openVision(BASE_MODEL);
  try {
    return await models.promoteModel(command, subject, reason, vision);
  } finally {
    vision.stop();
  }
}

const BACKUP_OPTIONS = {
  from: { type: "string" },
  backup: { type: "string" },
  "recovery-key": { type: "boolean", default: false },
} as const;

async function runBackup(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...CLINIC_OPTIONS, ...BACKUP_OPTIONS, to: { type: "string" } },
  });
  const backup = await import("./commands/backup");
  const output = outputOf(values.json);
  const [action, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError("backup takes one action.");
  if (action === undefined) {
    if (values.to === undefined) throw new UsageError("backup needs --to.");
    return backup.backUp({ ...output, access: await clinicAccess(values), folder: values.to });
  }
  const { from } = values;
  if (from === undefined) throw new UsageError(`backup ${action} needs --from.`);
  if (action === "list") return backup.listBackups({ ...output, folder: from });
  if (action !== "verify") throw new UsageError(`There is no backup ${action}.`);
  return backup.verifyBackup({
    ...{ ...output, folder: from, id: values.backup ?? null },
    key: await backupKey(values),
  });
}

async function runRestore(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      ...CLINIC_OPTIONS,
      ...BACKUP_OPTIONS,
      preview: { type: "boolean", default: false },
      undo: { type: "boolean", default: false },
    },
  });
  const { restore, takeBack } = await import("./commands/backup");
  const output = outputOf(values.json);
  const { folder: clinic } = await clinicAccess(values);
  if (values.undo) return takeBack(clinic, output);
  const { from, preview } = values;
  if (from === undefined) throw new UsageError("restore needs --from.");
  return restore({
    ...{ ...output, folder: from, id: values.backup ?? null, clinic, preview },
    key: await backupKey(values),
  });
}

/** What opens a backup: asked for once it is needed. */
async function backupKey(values: {
  readonly user?: string | undefined;
  readonly "recovery-key": boolean;
}): Promise<() => Promise<BackupKey>> {
  const { givenPassword, givenRecoveryKey } = await import("./commands/clinic");
  const { user } = values;
  if (values["recovery-key"]) {
    return async () => ({ kind: "recovery", recoveryKey: await givenRecoveryKey() });
  }
  if (user === undefined) throw new UsageError("A backup needs --user or --recovery-key.");
  return async () => ({ kind: "password", name: user, password: await givenPassword() });
}

function outputOf(json: boolean) {
  return {
    json,
    print: (line: string) => void process.stdout.write(`${line}\n`),
    onProgress: (share: number) => {
      if (process.stderr.isTTY)
        process.stderr.write(`\r${(share * 100).toFixed(0)} %${share === 1 ? "\n" : ""}`);
    },
  };
}

async function runList(args: string[]): Promise<number> {
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
  const { writeList } = await import("./commands/exports");
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
}

function levelsNamed(text: string): TriageLevel[] {
  const names = text.split(",").filter((name) => name !== "");
  return names.map((name) => {
    const level = TRIAGE_LEVELS.find((each) => each === name);
    if (!level) throw new UsageError(`There is no level "${name}".`);
    return level;
  });
}

async function runResearch(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { ...CLINIC_OPTIONS, out: { type: "string" }, keys: { type: "string" } },
  });
  const { out, keys } = values;
  if (out === undefined || keys === undefined) {
    throw new UsageError("research needs --out and --keys.");
  }
  const { writeResearch } = await import("./commands/exports");
  return writeResearch(await exportCommand(values), out, keys);
}

async function runFhir(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      ...CLINIC_OPTIONS,
      case: { type: "string" },
      out: { type: "string" },
      transaction: { type: "boolean", default: false },
    },
  });
  const { case: id, out, transaction } = values;
  if (id === undefined || out === undefined) throw new UsageError("fhir needs --case and --out.");
  const { writeFhir } = await import("./commands/exports");
  const type = transaction ? "transaction" : "collection";
  return writeFhir(await exportCommand(values), { id, out, type, software: version });
}

async function exportCommand(
  values: Parameters<typeof clinicAccess>[0] & { readonly json: boolean },
): Promise<ExportCommand> {
  const { exportWordsOf } = await import("./workflows/exportWords");
  return {
    access: await clinicAccess(values),
    words: exportWordsOf(words),
    json: values.json,
    print: (line) => process.stdout.write(`${line}\n`),
    onProgress: showProgress,
  };
}

async function runReport(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      ...CLINIC_OPTIONS,
      photo: { type: "string" },
      case: { type: "string" },
      lesion: { type: "string" },
      patient: { type: "string" },
      day: { type: "string" },
      each: { type: "boolean", default: false },
      similar: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      search: { type: "string", default: "" },
      out: { type: "string" },
      language: { type: "string", default: "en" },
      paper: { type: "string", default: "a4" },
      model: { type: "string", default: BASE_MODEL },
    },
  });
  const report = await import("./commands/report");
  const { json, out } = values;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const inClinic = async () => ({ access: await clinicAccess(values), json, print });
  if (values.list) return report.listCases(await inClinic(), values.search);
  const subject = reportSubject(values);
  if (out === undefined) throw new UsageError("report needs --out.");
  const language = LANGUAGES.find((each) => each === values.language);
  if (!language) throw new UsageError("--language is en or de.");
  const paper = PAPERS.find((each) => each === values.paper);
  if (!paper) throw new UsageError("--paper is a4 or letter.");
  // Loaded here, because no other command sets reports.
  const { reportPhoto } = await import("./commands/reportPhoto");
  const { createTypesetter } = await import("./reports/typeset");
  const typeset = createTypesetter(RESOURCES);
  const vision = openVision(values.model);
  try {
    if (subject.kind === "photo") {
      const { photo } = subject;
      const now = (): Date => new Date();
      return await reportPhoto({
        ...{ photo, out, language, paper, vision, typeset, now, json, print },
      });
    }
    const command = {
      ...(await inClinic()),
      ...{ language, paper, vision, explain, shippedFolder: BASE_MODEL },
      typeset: (content: Parameters<typeof typeset>[0]) => Promise.resolve(typeset(content)),
    };
    return values.each && subject.kind === "day"
      ? await report.writeReportsOfDay(command, subject.day, out, showProgress)
      : await report.writeClinicReport(command, subject, values.similar, out);
  } finally {
    vision.stop();
  }
}

/** What a report is asked of: one thing of the clinic's, or a photo in a file. */
function reportSubject(values: {
  readonly photo?: string | undefined;
  readonly case?: string | undefined;
  readonly lesion?: string | undefined;
  readonly patient?: string | undefined;
  readonly day?: string | undefined;
}): ReportSubject | { readonly kind: "photo"; readonly photo: string } {
  const { photo, day, case: photoId, lesion: lesionId, patient: patientId } = values;
  const subjects = [
    photo !== undefined && { kind: "photo", photo },
    photoId !== undefined && { kind: "case", photoId },
    lesionId !== undefined && { kind: "course", lesionId },
    patientId !== undefined && { kind: "patient", patientId },
    day !== undefined && { kind: "day", day },
  ].filter((subject) => subject !== false);
  const [one, ...others] = subjects;
  if (!one || others.length > 0) {
    throw new UsageError("report needs one of --photo, --case, --lesion, --patient and --day.");
  }
  if (one.photo !== undefined) return { kind: "photo", photo: one.photo };
  const subject = ReportSubject.safeParse(one);
  if (!subject.success) throw new UsageError("report takes an id of --list, or a day YYYY-MM-DD.");
  return subject.data;
}

async function runDicom(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...CLINIC_OPTIONS,
      photo: { type: "string" },
      file: { type: "string" },
      out: { type: "string" },
      kind: { type: "string", default: "dermoscopy" },
    },
  });
  const { photo, file, out } = values;
  if (positionals.join(" ") !== "export") throw new UsageError("The one thing is dicom export.");
  if (out === undefined) throw new UsageError("dicom export needs --out.");
  const kind = PHOTO_KINDS.find((name) => name === values.kind);
  if (!kind) throw new UsageError("--kind is dermoscopy or clinical.");
  const { exportClinicPhoto, exportPhotoFile } = await import("./commands/dicom");
  const vision = openVision(BASE_MODEL);
  const command = {
    ...{ out, vision, software: version, json: values.json },
    print: (line: string) => process.stdout.write(`${line}\n`),
  };
  try {
    if (photo !== undefined && file === undefined) {
      return await exportClinicPhoto(command, await clinicAccess(values), photo);
    }
    if (file !== undefined && photo === undefined) {
      return await exportPhotoFile(command, file, kind);
    }
  } finally {
    vision.stop();
  }
  throw new UsageError("dicom export needs either --photo or --file.");
}

async function runAudit(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: CLINIC_OPTIONS,
  });
  if (positionals.join(" ") !== "verify") throw new UsageError("The one thing is audit verify.");
  const { verifyAudit } = await import("./commands/audit");
  return verifyAudit({
    access: await clinicAccess(values),
    json: values.json,
    print: (line) => process.stdout.write(`${line}\n`),
  });
}

/** What every command takes that works in a clinic. */
const CLINIC_OPTIONS = {
  clinic: { type: "string" },
  user: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function clinicAccess(values: {
  readonly clinic?: string | undefined;
  readonly user?: string | undefined;
}): Promise<ClinicAccess> {
  const { clinicFolder, givenPassword } = await import("./commands/clinic");
  return {
    folder: values.clinic ?? clinicFolder(),
    user: values.user ?? null,
    password: givenPassword,
  };
}

/** The given options as whole positive numbers; those not given are left out. */
function counts<Name extends string>(
  texts: Readonly<Record<Name, string | undefined>>,
): Partial<Record<Name, number>> {
  const given = Object.entries<string | undefined>(texts).flatMap(([name, text]) => {
    if (text === undefined) return [];
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      throw new UsageError(`--${name} needs a whole number from 1, not "${text}".`);
    }
    return [[name, Number(text)] as const];
  });
  return Object.fromEntries(given) as Partial<Record<Name, number>>;
}

function chartNames(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words.diagnoses).map(([code, { short }]) => [code, short]),
  );
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
    if (command === "train") return await runTraining(args);
    if (command === "retrain") return await runRetraining(args);
    if (command === "calibrate") return await runCalibration(args);
    if (command === "rehearsal") return await runRehearsal(args);
    if (command === "evaluate") return await runEvaluation(args);
    if (command === "demo") return await runDemo(args);
    if (command === "patients") return await runPatients(args);
    if (command === "models") return await runModels(args);
    if (command === "list") return await runList(args);
    if (command === "research") return await runResearch(args);
    if (command === "fhir") return await runFhir(args);
    if (command === "report") return await runReport(args);
    if (command === "dicom") return await runDicom(args);
    if (command === "audit") return await runAudit(args);
    if (command === "backup") return await runBackup(args);
    if (command === "restore") return await runRestore(args);
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
