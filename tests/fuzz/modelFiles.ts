/** Model versions as one file each, and versions made to do harm. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { randomStream, type Random } from "../../electron/training/random";
import { checksums, jsonBytes } from "../../electron/vision/network/immutableFolder";
import { encodeModelFile } from "../../electron/vision/network/modelFile";
import { describeNetwork, NetworkOptions } from "../../electron/vision/network/networkOptions";
import { encodeParameters, initialParameters } from "../../electron/vision/network/parameters";
import type { Corpus, FuzzFile } from "./fuzzFile";
import { mutate, pick } from "./mutate";
import { changedSomewhere, wrongJson } from "./wrongValues";

type Files = Readonly<Record<string, Uint8Array>>;

interface Version {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Without the manifest. */
  readonly files: Files;
}

/** @param root of the repository, for the shipped version's manifest */
export function modelFiles(root: string): Corpus {
  const version = smallVersion(root);
  const good = archiveOf(version);
  const mutated = (random: Random): Buffer => {
    const way = random.uniform();
    if (way < 0.4) return mutate(good, random);
    if (way < 0.7) return withChangedManifest(version, random);
    return archiveOf({ ...version, files: changedFiles(version.files, random) });
  };
  return {
    fixed: [
      { name: "version.lentigo-model", bytes: good, expected: { accepted: true } },
      ...bombs(version),
    ],
    vary: (random) => ({ name: "version.lentigo-model", bytes: mutated(random), expected: null }),
  };
}

/** As an archive in which all is in order, whatever it holds. */
function archiveOf({ manifest, files }: Version): Buffer {
  return archiveWith({ ...manifest, files: checksums(files) }, files);
}

function archiveWith(manifest: unknown, files: Files): Buffer {
  return encodeModelFile({ ...files, "manifest.json": jsonBytes(manifest) });
}

function withChangedManifest({ manifest, files }: Version, random: Random): Buffer {
  const whole = { ...manifest, files: checksums(files) };
  return archiveWith(changedSomewhere(whole, random, wrongJson), files);
}

function changedFiles(files: Files, random: Random): Files {
  const name = pick(Object.keys(files), random);
  const content = Buffer.from(files[name] ?? []);
  if (name.endsWith(".json") && random.chance(0.7)) {
    const value: unknown = JSON.parse(content.toString("utf8"));
    return { ...files, [name]: jsonBytes(changedSomewhere(value, random, wrongJson)) };
  }
  return { ...files, [name]: mutate(content, random) };
}

/** A version of a narrow network that can be served. */
function smallVersion(root: string): Version {
  const network = NetworkOptions.parse({
    ...{ kind: "mobilenetV1", alpha: 0.0625, classes: 7, dropout: 0 },
  });
  const random = randomStream(3);
  const description = describeNetwork(network);
  const parameters = initialParameters(description, () => random.normal());
  const { tensors, bytes } = encodeParameters(description, parameters);
  const shipped = JSON.parse(
    readFileSync(join(root, "models/base/manifest.json"), "utf8"),
  ) as Record<string, unknown>;
  const { files, familiarity, ...manifest } = shipped;
  return {
    manifest: { ...manifest, version: "clinic-1" },
    files: {
      "model.json": jsonBytes({ network, tensors }),
      "weights.bin": bytes,
      "metrics.json": jsonBytes({ splits: {} }),
      "MODEL_CARD.md": Buffer.from("# A version\n"),
    },
  };
}

const MEGABYTE = 1024 * 1024;

function bombs(version: Version): FuzzFile[] {
  const { files, manifest } = version;
  const refused = (name: string, bytes: Buffer, code: string): FuzzFile => ({
    name,
    bytes,
    expected: { accepted: false, code },
  });
  const many = Object.fromEntries(
    Array.from({ length: 50_000 }, (_, index) => [`file-${index}`, new Uint8Array()]),
  );
  const brackets = Buffer.from(`[${"[],".repeat(7 * MEGABYTE)}[]]`);
  const spread = Buffer.from('{"version":"clinic-1","formatVersion":1,"parent":' + "[".repeat(4e6));
  return [
    refused("many-files", encodeModelFile({ ...files, ...many }), "model.file-damaged"),
    refused("brackets", encodeModelFile({ "manifest.json": brackets }), "model.file-damaged"),
    refused("open-brackets", encodeModelFile({ "manifest.json": spread }), "model.damaged"),
    refused(
      "card",
      archiveOf({
        manifest,
        files: { ...files, "MODEL_CARD.md": Buffer.alloc(20 * MEGABYTE, "#") },
      }),
      "model.file-damaged",
    ),
    refused("nothing", Buffer.alloc(0), "model.file-foreign"),
  ];
}
