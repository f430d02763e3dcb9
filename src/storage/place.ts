import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Puts an object under `root/key`, whole or not at all, also across a crash: `write` fills a draft
 * on the same filesystem, which takes the name of the object once its bytes are on the disk.
 */
export async function place(
  root: string,
  key: string,
  write: (draft: string) => Promise<void>,
): Promise<void> {
  const target = join(root, key);
  const draft = join(root, "drafts", Bun.randomUUIDv7());
  await mkdir(dirname(draft), { recursive: true });
  const firstMade = await mkdir(dirname(target), { recursive: true });
  try {
    await write(draft);
    await sync(draft);
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolders(dirname(target), dirname(firstMade ?? target));
}

// A new name survives a power cut only when the folders that hold it are on the disk too.
async function syncFolders(from: string, to: string): Promise<void> {
  for (let folder = from; ; folder = dirname(folder)) {
    await sync(folder);
    if (folder === to) return;
  }
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
