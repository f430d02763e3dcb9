import { type StatsFs, statfsSync } from "node:fs";
import { mkdir, statfs } from "node:fs/promises";

/** The free space of the filesystem of a folder, and the part of it that this process has reserved. */
export interface DiskSpace {
  /** Free bytes above the floor, including reserved ones. Negative if less than the floor is free. */
  freeBytes(): Promise<number>;
  reservedBytes(): number;
  /** Reserves bytes until the reservation is disposed. Returns undefined if fewer are free. */
  reserve(bytes: number): Promise<Disposable | undefined>;
}

/**
 * Tracks the disk space of a folder, of which `floorBytes` always stay free. Bytes written under a
 * reservation count twice until it is disposed: as used and as reserved.
 */
export function openDiskSpace(folder: string, floorBytes: number): DiskSpace {
  let reserved = 0;

  async function freeBytes(): Promise<number> {
    try {
      const { bavail, bsize } = await statfs(folder).catch(() => make(folder));
      return bavail * bsize - floorBytes;
    } catch {
      // A folder that cannot be read cannot be written either.
      return -floorBytes;
    }
  }

  function readFreeBytes(): number | undefined {
    try {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize - floorBytes;
    } catch {
      return undefined;
    }
  }

  return {
    freeBytes,
    reservedBytes: () => reserved,
    async reserve(bytes) {
      // Most requests reserve space, and reading it takes less time than starting a task in a thread.
      const free = readFreeBytes() ?? (await freeBytes());
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
