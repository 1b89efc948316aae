/** Files that systems leave in folders of photos, and nobody means to add. */
const SYSTEM_FILE = /^(\.|thumbs\.db$|desktop\.ini$)/i;

/**
 * All files of a drop, those in folders included. Entries must be taken in the event itself;
 * afterwards the browser empties the drop.
 */
export function filesOfDrop(drop: DataTransfer): Promise<File[]> {
  const entries = Array.from(drop.items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  );
  if (entries.length === 0) return Promise.resolve([...drop.files]);
  return filesOfAll(entries);
}

async function filesOfAll(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files = await Promise.all(entries.map(filesOf));
  return files.flat();
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await fileOf(entry)];
  if (!isFolder(entry)) return [];
  const inside = await childrenOf(entry);
  const wanted = inside.filter(({ name }) => !SYSTEM_FILE.test(name));
  return filesOfAll(wanted.sort((a, b) => a.name.localeCompare(b.name)));
}

/** A folder's children; Chromium hands them out a hundred at a time. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
