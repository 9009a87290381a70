/** A file and where it stood in what a person dropped or picked: "faces/anna/01.png". */
export type PickedFile = { path: string; file: File };

/** Everything in a drop, folders opened all the way down. Must be called before the drop event has ended. */
export async function filesOfDrop(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = Array.from(transfer.items).map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const lists = await Promise.all(
    entries.map(async ({ entry, file }) => {
      if (entry) return filesOfEntry(entry);
      return file ? [{ path: file.name, file }] : [];
    }),
  );
  return lists.flat().filter(isWanted);
}

/** Everything in a file input, folder inputs (`webkitdirectory`) included. */
export function filesOfInput(list: FileList): PickedFile[] {
  return Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })).filter(isWanted);
}

/** Hidden files (`.DS_Store`) are never part of a dataset. */
function isWanted({ path }: PickedFile): boolean {
  return !path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

async function filesOfEntry(entry: FileSystemEntry): Promise<PickedFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const children = isDirectory(entry) ? await childrenOf(entry) : [];
  const files: PickedFile[] = [];
  for (const child of children) files.push(...(await filesOfEntry(child)));
  return files;
}

/** A reader gives a hundred entries at a time, and an empty list at the end. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
