/** Files that systems leave in folders of photos, and nobody means to add. */
const SYSTEM_FILE = /^(\.|thumbs\.db$|desktop\.ini$)/i;

export interface Dropped {
  readonly files: readonly File[];
  /** Names of files and folders that could not be opened. */
  readonly unread: readonly string[];
}

/**
 * All files of a drop, those in folders included. Entries must be taken in the event itself;
 * afterwards the browser empties the drop.
 */
export function filesOfDrop(drop: DataTransfer): Promise<Dropped> {
  const entries = Array.from(drop.items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  );
  if (entries.length === 0) return Promise.resolve({ files: [...drop.files], unread: [] });
  return filesOfAll(entries);
}

async function filesOfAll(entries: readonly FileSystemEntry[]): Promise<Dropped> {
  const all = await Promise.all(entries.map(filesOf));
  return {
    files: all.flatMap(({ files }) => files),
    unread: all.flatMap(({ unread }) => unread),
  };
}

async function filesOf(entry: FileSystemEntry): Promise<Dropped> {
  try {
    if (isFile(entry)) return { files: [await fileOf(entry)], unread: [] };
    if (!isFolder(entry)) return { files: [], unread: [] };
    const inside = await childrenOf(entry);
    const wanted = inside.filter(({ name }) => !SYSTEM_FILE.test(name));
    return await filesOfAll(wanted.sort((a, b) => a.name.localeCompare(b.name)));
  } catch {
    // Gone, or closed to this account: what came with it is taken all the same.
    return { files: [], unread: [entry.name] };
  }
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
