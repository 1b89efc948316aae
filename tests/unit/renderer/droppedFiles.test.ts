import { describe, expect, it } from "vitest";
import { filesOfDrop } from "../../../renderer/features/intake/droppedFiles";

type Entry = Pick<FileSystemEntry, "name" | "isFile" | "isDirectory">;

const file = (name: string): Entry & Pick<FileSystemFileEntry, "file"> => ({
  name,
  isFile: true,
  isDirectory: false,
  file: (resolve) => {
    resolve(new File([], name));
  },
});

const closed = new DOMException("", "NotReadableError");

const closedFile = (name: string) => ({
  ...file(name),
  file: (_: unknown, reject: (error: DOMException) => void) => {
    reject(closed);
  },
});

/** Hands its entries out a hundred at a time, as Chromium does. */
const folder = (name: string, inside: readonly Entry[]) => ({
  name,
  isFile: false,
  isDirectory: true,
  createReader: () => {
    let at = 0;
    return {
      readEntries: (resolve: (entries: readonly Entry[]) => void) => {
        resolve(inside.slice(at, at + 100));
        at += 100;
      },
    };
  },
});

const closedFolder = (name: string) => ({
  ...folder(name, []),
  createReader: () => ({
    readEntries: (_: unknown, reject: (error: DOMException) => void) => {
      reject(closed);
    },
  }),
});

/** A drop of such entries; only what is read of one is there. */
function drop(entries: readonly Entry[]): DataTransfer {
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  return { items, files: [] } as unknown as DataTransfer;
}

async function dropped(entries: readonly Entry[]) {
  const { files, unread } = await filesOfDrop(drop(entries));
  return { files: files.map(({ name }) => name), unread };
}

describe("what is dropped", () => {
  it("holds the files of folders in folders by name, without those of the system", async () => {
    const inner = folder("b", [file("2.jpg"), file("Thumbs.db")]);
    const outer = folder("photos", [inner, file("a.jpg"), file(".DS_Store")]);
    expect(await dropped([outer, file("z.jpg")])).toEqual({
      files: ["a.jpg", "2.jpg", "z.jpg"],
      unread: [],
    });
  });

  it("holds all of a folder of many", async () => {
    const many = Array.from({ length: 250 }, (_, index) => file(`${String(index)}.jpg`));
    expect((await dropped([folder("photos", many)])).files).toHaveLength(250);
  });

  it("names what cannot be opened, and holds the rest", async () => {
    const photos = folder("photos", [
      closedFile("gone.jpg"),
      closedFolder("closed"),
      file("a.jpg"),
    ]);
    expect(await dropped([photos, file("b.jpg")])).toEqual({
      files: ["a.jpg", "b.jpg"],
      unread: ["closed", "gone.jpg"],
    });
  });
});
