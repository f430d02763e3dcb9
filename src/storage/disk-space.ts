import type { StatsFs } from "node:fs";
import { mkdir, statfs } from "node:fs/promises";

/** The free space of one folder's filesystem, and what this process has reserved of it. */
export interface DiskSpace {
  /** Bytes that are free beyond the floor, reserved or not. Negative where less than it is free. */
  freeBytes(): Promise<number>;
  reservedBytes(): number;
  /** Keeps bytes free for one user until it is disposed. Undefined where fewer are free. */
  reserve(bytes: number): Promise<Disposable | undefined>;
}

/**
 * Opens the accounts of a folder's disk space; `floorBytes` of it are never given away. What the
 * holder of a reservation has written counts twice until it is disposed: as used and as reserved.
 */
export function openDiskSpace(folder: string, floorBytes: number): DiskSpace {
  let reserved = 0;

  async function freeBytes(): Promise<number> {
    try {
      const { bavail, bsize } = await statfs(folder).catch(() => make(folder));
      return bavail * bsize - floorBytes;
    } catch {
      // Where the folder cannot be read, nothing can be written to it.
      return -floorBytes;
    }
  }

  return {
    freeBytes,
    reservedBytes: () => reserved,
    async reserve(bytes) {
      const free = await freeBytes();
      if (free - reserved < bytes) return undefined;
      reserved += bytes;
      let isHeld = true;
      return {
        [Symbol.dispose]() {
          if (isHeld) reserved -= bytes;
          isHeld = false;
        },
      };
    },
  };
}

async function make(folder: string): Promise<StatsFs> {
  await mkdir(folder, { recursive: true });
  return statfs(folder);
}
