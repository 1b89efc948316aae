/**
 * The process in which files and requests are tried: it stands for main, with the real vision
 * process as its child. Arguments: the root of the repository, and a folder of its own.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { failureOf } from "../../electron/contract/errors";
import { ModelVersion } from "../../electron/contract/models";
import { requests, type Channel } from "../../electron/contract/requests";
import { connectToParent } from "../../electron/processes/parentLine";
import { randomStream } from "../../electron/training/random";
import { readDataset } from "../../electron/training/dataset/readDataset";
import { withoutUnreadable } from "../../electron/training/dataset/unreadableFiles";
import { readLabels } from "../../electron/training/labels";
import { launchVisionChild } from "../../electron/vision/childProcess";
import { startVision } from "../../electron/vision/client";
import { sharp } from "../../electron/vision/sharpRuntime";
import { planImport, runImport } from "../../electron/workflows/importPatients";
import { createIntake } from "../../electron/workflows/intakePhoto";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { takeFolder } from "../../electron/workflows/trainingFolder/takeFolder";
import { exifTime } from "../../renderer/features/intake/exifTime";
import { openEverything, type Everything } from "./openEverything";
import { lesion, MARKER } from "./photoFiles";
import type { Answer, Outcome, Task } from "./protocol";
import { fittingInput, wrongInput } from "./requestInputs";

const [, , root = "", folder = ""] = process.argv;
const now = (): Date => new Date();
const vision = startVision({
  modelFolder: join(root, "models/base"),
  launch: (model) => launchVisionChild(join(root, "out/app/vision-host.cjs"), model),
});

const accepted = (more: Partial<Outcome> = {}): Outcome => ({ code: null, trouble: "", ...more });

async function tryPhoto(bytes: Uint8Array): Promise<Outcome> {
  exifTime(bytes)?.toISOString(); // the window asks for it before it sends the photo
  const { photo } = await vision.ask("intake", { bytes });
  const { width, height, sanitised, thumbnail } = photo;
  const kept = await sharp(sanitised, { limitInputPixels: false }).metadata();
  const isTurned = (kept.orientation ?? 1) >= 5;
  const size = isTurned ? [kept.height, kept.width] : [kept.width, kept.height];
  const small = await sharp(thumbnail).metadata();
  const troubles = [
    size.join() === [width, height].join() ? [] : "what is kept has another size",
    Math.max(small.width, small.height) <= 320 ? [] : "the thumbnail is none",
  ];
  return accepted({
    size: { width, height },
    keepsMarker: Buffer.from(sanitised).includes(MARKER),
    trouble: troubles.flat().join("; "),
  });
}

async function tryDicom(bytes: Uint8Array, { session }: Everything): Promise<Outcome> {
  const { store, actor } = session();
  const recorded = createRecordedChange({ store, actor, now });
  const intake = createIntake({ store, recorded, vision, now });
  await intake({ name: "IM0001.dcm", bytes, takenAt: null, patientId: null });
  return accepted();
}

async function tryPatientTable(bytes: Uint8Array, { session }: Everything): Promise<Outcome> {
  const { store, actor } = session();
  const recorded = createRecordedChange({ store, actor, now });
  const table = { bytes, mapping: null, duplicates: "update", today: "2026-11-22" } as const;
  const turn = (): Promise<void> => setImmediate();
  const { mapping } = await planImport(table, store, turn);
  if (mapping.familyName !== null) await runImport(table, { store, recorded, now, turn });
  return accepted();
}

const dataSet = join(folder, "data-set");

async function makeDataSet(): Promise<void> {
  mkdirSync(join(dataSet, "images"), { recursive: true });
  for (const [seed, name] of ["lesion-001", "lesion-002", "lesion-003"].entries()) {
    const picture = lesion(seed).resize(40, 30).jpeg();
    writeFileSync(join(dataSet, "images", `${name}.jpg`), await picture.toBuffer());
  }
}

async function tryDataSet(bytes: Uint8Array): Promise<Outcome> {
  try {
    readLabels(bytes);
  } catch (error) {
    if (!failureOf(error)) throw error;
  }
  writeFileSync(join(dataSet, "metadata.csv"), bytes);
  const dataset = await withoutUnreadable(await readDataset(dataSet));
  const { signal } = new AbortController();
  await takeFolder(dataSet, dataset, (content) => String(content.length), signal);
  return accepted();
}

async function tryModelFile(bytes: Uint8Array, { ask }: Everything): Promise<Outcome> {
  const imported = await ask("models.import", { bytes });
  if (!imported.ok) return { code: imported.error.code, trouble: "" };
  const { version } = imported.value as { version: unknown };
  const removed = await ask("models.delete", { version: ModelVersion.parse(version) });
  return accepted({ trouble: removed.ok ? "" : `cannot be deleted: ${removed.error.code}` });
}

async function tryRequest(
  { channel, seed, isFitting }: Extract<Task, { kind: "request" }>,
  { ask, reported }: Everything,
  known: readonly string[],
): Promise<Outcome> {
  const make = isFitting ? fittingInput : wrongInput;
  const answer = await ask(channel, make(requests[channel].input, known, randomStream(seed)));
  const places = reported().map((error) => (error instanceof Error ? error.stack : String(error)));
  return { code: answer.ok ? null : answer.error.code, trouble: places.join("\n") };
}

/** A patient with a photo, and the ids and names by which requests can speak of them. */
async function fill({ ask, session }: Everything): Promise<readonly string[]> {
  const valueOf = async (channel: Channel, input: unknown): Promise<Record<string, string>> => {
    const answer = await ask(channel, input);
    if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}`);
    return answer.value as Record<string, string>;
  };
  const about = { givenName: "Eva", dateOfBirth: "1961-04-03", sex: "female", notes: "" };
  const patient = await valueOf("patients.create", { number: "7", familyName: "Öberg", ...about });
  const other = await valueOf("patients.create", { number: "8", familyName: "Adams", ...about });
  const position = { view: "front", x: 0.77, y: 0.3 };
  const bytes = new Uint8Array(await lesion().jpeg().toBuffer());
  const given = { name: "one.jpg", bytes, takenAt: null, patientId: patient["id"] };
  const taken = (await valueOf("photos.intake", given)) as unknown as { photo: { id: string } };
  const lesionOf = await valueOf("lesions.create", {
    ...{ patientId: patient["id"], label: "", site: "left-upper-arm", position },
  });
  const { analyses } = (await valueOf("photos.get", { photoId: taken.photo.id })) as unknown as {
    analyses: readonly { readonly id: string }[];
  };
  const ids = [patient["id"], other["id"], taken.photo.id, lesionOf["id"]];
  const named = [session().accountId, "7", "Öberg", "base-2", "ines"];
  return [...ids, ...analyses.map(({ id }) => id), ...named].flatMap((each) => each ?? []);
}

async function outcomeOf(
  task: Task,
  everything: Everything,
  known: readonly string[],
): Promise<Outcome> {
  try {
    switch (task.kind) {
      case "photo":
        return await tryPhoto(task.bytes);
      case "DICOM file":
        return await tryDicom(task.bytes, everything);
      case "patient table":
        return await tryPatientTable(task.bytes, everything);
      case "data set":
        return await tryDataSet(task.bytes);
      case "model file":
        return await tryModelFile(task.bytes, everything);
      case "request":
        return await tryRequest(task, everything, known);
    }
  } catch (error) {
    const failure = failureOf(error);
    if (failure) return { code: failure.code, trouble: "" };
    return { code: "internal", trouble: error instanceof Error ? (error.stack ?? "") : "" };
  }
}

async function main(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const line = connectToParent<Task, Answer>();
  const everything = await openEverything(root, folder, vision);
  await makeDataSet();
  const known = await fill(everything);
  line.listen((task) => {
    void outcomeOf(task, everything, known).then((outcome) => {
      line.post({ kind: "done", id: task.id, ...outcome });
    });
  });
  line.post({ kind: "ready" });
}

void main();
