import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { readKey } from "./keys.ts";
import { sortNames } from "./sort-names.ts";
import { toStorageFault } from "./storage-fault.ts";
import type { ListedObject, StorageFolder } from "./storage.ts";
import { hasErrorCode, isAbsent } from "./file-errors.ts";

const PAGE_SIZE = 1_000;

/** Lists the objects of a folder of the local disk. See `Storage.list`. */
export async function* listFolder(
  root: string,
  folder: StorageFolder,
  afterKey?: string,
): AsyncGenerator<ListedObject[]> {
  let page: ListedObject[] = [];
  for await (const key of walk(root, folder, afterKey?.split("/").slice(1))) {
    const found = await toListed(root, key);
    if (found) page.push(found);
    if (page.length < PAGE_SIZE) continue;
    yield page;
    page = [];
  }
  yield page;
}

/** Yields the keys below a path in the order of their segments, after those of a key. */
async function* walk(root: string, path: string, after?: string[]): AsyncGenerator<string> {
  const [first, ...rest] = after ?? [];
  for (const name of await sortNames(await listNames(join(root, path)), first)) {
    const inner = `${path}/${name}`;
    if (readKey(inner) === undefined) {
      yield* walk(root, inner, name === first ? rest : undefined);
    } else if (name !== first) {
      yield inner;
    }
  }
}

// A file that is no object, or a folder that was removed, has no entries.
async function listNames(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (hasErrorCode(error, ["ENOENT", "ENOTDIR"])) return [];
    throw toStorageFault(error);
  }
}

// Undefined if the file was removed since, or is a folder.
async function toListed(root: string, key: string): Promise<ListedObject | undefined> {
  try {
    const file = await stat(join(root, key));
    return file.isFile() ? { key, sizeBytes: file.size, modifiedAt: file.mtime } : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw toStorageFault(error);
  }
}
