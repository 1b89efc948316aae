/** The keys of a clinic in the memory of the process that has it open: gone when it is locked. */
import { spawn } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openDoor } from "../../electron/store/door";
import { unguarded } from "../../electron/store/keyFile";
import { deriveKeys } from "../../electron/store/keys";
import { openStoreWithKey } from "../../electron/store/open";
import { root } from "../fixtures/commandLine";
import { ADMINISTRATOR, peopledClinic } from "../fixtures/peopledClinic";
import { newPhoto } from "../fixtures/records";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const script = join(root, "out", "tests", `lockable-clinic-${String(process.pid)}.cjs`);

beforeAll(async () => {
  mkdirSync(join(root, "out", "tests"), { recursive: true });
  await esbuild.build({
    entryPoints: [join(root, "tests/fixtures/lockableClinic.ts")],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["better-sqlite3"],
  });
});

afterAll(() => {
  rmSync(script, { force: true });
});

/** A clinic open in another process. */
async function openElsewhere(folder: string, disk: string) {
  const { name, password } = ADMINISTRATOR;
  const worker = join(root, "out/app/backup-worker.cjs");
  const child = spawn(process.execPath, [script, folder, name, password, worker, disk]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const until = (word: string) => expect.poll(() => said, { timeout: 60_000 }).toContain(word);
  await until("open");
  return {
    pid: child.pid ?? 0,
    /** @param how "lock", or what it is locked in the middle of */
    lock: async (how: string) => {
      child.stdin.write(`${how}\n`);
      await until("locked");
    },
  };
}

/** The most of a memory region that is read at once, in bytes. */
const PIECE = 16 * 1024 * 1024;

/** How often some bytes stand in the memory of a process of this Linux. */
function countInMemory(pid: number, needle: Uint8Array): number {
  const memory = openSync(`/proc/${String(pid)}/mem`, "r");
  try {
    return writableRegions(pid)
      .flatMap(([start, end]) => piecesOf(start, end, needle.length))
      .map(([start, end]) => count(readPiece(memory, start, end), needle))
      .reduce((sum, found) => sum + found, 0);
  } finally {
    closeSync(memory);
  }
}

function writableRegions(pid: number): [number, number][] {
  const maps = readFileSync(`/proc/${String(pid)}/maps`, "utf8");
  return [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)].map(([, start = "", end = ""]) => [
    parseInt(start, 16),
    parseInt(end, 16),
  ]);
}

/** They overlap, so that nothing is cut in two. */
function piecesOf(start: number, end: number, overlap: number): [number, number][] {
  const count = Math.ceil((end - start) / PIECE);
  return Array.from({ length: count }, (_, piece) => [
    start + piece * PIECE,
    Math.min(start + (piece + 1) * PIECE + overlap - 1, end),
  ]);
}

function readPiece(memory: number, start: number, end: number): Buffer {
  const piece = Buffer.alloc(end - start);
  try {
    return piece.subarray(0, readSync(memory, piece, 0, piece.length, start));
  } catch {
    return Buffer.alloc(0); // the kernel's own, or released meanwhile
  }
}

function count(content: Buffer, needle: Uint8Array): number {
  let found = 0;
  for (let at = content.indexOf(needle); at >= 0; at = content.indexOf(needle, at + 1)) found++;
  return found;
}

interface Clinic {
  readonly folder: string;
  /** Where its backups go. */
  readonly disk: string;
  readonly dataKey: Buffer;
}

/** With photos of which every one takes a while to copy. */
async function clinicWithPhotos(photos: number): Promise<Clinic> {
  const folder = await peopledClinic();
  const door = openDoor({ folder, guards: [unguarded] });
  const { dataKey } = await door.openWithPassword(ADMINISTRATOR.name, ADMINISTRATOR.password);
  const store = openStoreWithKey(folder, dataKey);
  for (let number = 0; number < photos; number++) {
    const blob = store.blobs.put(Buffer.alloc(2_000_000, `photo ${String(number)}`));
    const photo = { ...newPhoto(String(number), null), blob, thumbnail: blob };
    store.photos.add(photo, new Date());
  }
  store.close();
  return { folder, dataKey, disk: temporaryFolder() };
}

/** Opens it elsewhere and locks it, and looks for its keys both times. */
async function lockElsewhere({ folder, disk, dataKey }: Clinic, how: string): Promise<void> {
  const keys: Record<string, Buffer> = { dataKey, ...deriveKeys(dataKey) };
  keys["database, as digits"] = Buffer.from(deriveKeys(dataKey).database.toString("hex"));
  const { pid, lock } = await openElsewhere(folder, disk);
  const found = (): [string, number][] =>
    Object.entries(keys).map(([name, key]) => [name, countInMemory(pid, key)]);
  const open = new Map(found());
  for (const name of ["dataKey", "database", "blobs", "names", "audit", "backup"]) {
    expect([name, open.get(name)]).not.toEqual([name, 0]);
  }
  await lock(how);
  expect(found().filter(([, times]) => times > 0)).toEqual([]);
}

describe.skipIf(process.platform !== "linux")("the memory of the process", () => {
  it("holds the clinic's keys while it is open, and none once it is locked", async () => {
    await lockElsewhere(await clinicWithPhotos(0), "lock");
  });

  it("holds none once it is locked in the middle of a backup, which does not count", async () => {
    const clinic = await clinicWithPhotos(40);
    await lockElsewhere(clinic, "back up");
    expect(readdirSync(join(clinic.disk, "Lentigo backup", "snapshots"))).toEqual([]);
  });

  it("holds none once it is locked in the middle of a look through the records", async () => {
    await lockElsewhere(await clinicWithPhotos(40), "look through");
  });
});
