import { setTimeout } from "node:timers/promises";
import type { DiskSpace } from "./disk-space.ts";
import type { Storage } from "./storage.ts";

/** Why images cannot be stored: the object storage fails, or the local disk is nearly full. */
type StorageFault = "storage" | "disk";

/**
 * Tracks whether generated images could be stored. A fault pauses the worker of this process. Checks run
 * only during a fault.
 */
export interface StorageHealth {
  hasFault(): boolean;
  /**
   * Reports a storage fault. It lasts until the storage passes its check and all returned disposables are
   * disposed; a caller that retries to store an image disposes its own afterwards.
   */
  failed(cause: unknown): Disposable;
  /** Reports that the disk has too little free space. The fault lasts until there is enough. */
  full(): void;
}

interface Tools {
  storage: Pick<Storage, "check">;
  disk: DiskSpace;
  /** Pauses and resumes the worker of this process. */
  worker: {
    pause(reason: StorageFault, cause?: unknown): void;
    resume(reason: StorageFault): void;
  };
  closing: AbortSignal;
}

/** With less free space than this above the floor, a disk is nearly full: the size of the largest image. */
export const LEAST_FREE_BYTES = 64 * 1_048_576;
const CHECK_MS = 1_000;
const CHECK_DEADLINE_MS = 5_000;

/** Tracks the health of a storage, and of the disk where images are buffered before they are stored. */
export function openStorageHealth({ storage, disk, worker, closing }: Tools): StorageHealth {
  const faults = new Set<StorageFault>();
  const storing = new Set<Disposable>();

  function begin(fault: StorageFault, cause: unknown, isOver: () => Promise<boolean>): void {
    if (faults.has(fault)) return;
    faults.add(fault);
    worker.pause(fault, cause);
    void watch(fault, isOver);
  }

  async function watch(fault: StorageFault, isOver: () => Promise<boolean>): Promise<void> {
    do {
      const isOpen = await setTimeout(CHECK_MS, true, { signal: closing }).catch(() => false);
      if (!isOpen) return;
    } while (!(await isOver()));
    faults.delete(fault);
    worker.resume(fault);
  }

  // Looks again after the check, during which an image can begin to fail.
  const isStorageHealthy = async () =>
    storing.size === 0 && (await passes(storage)) && storing.size === 0;
  const hasSpace = async () => (await disk.freeBytes()) >= LEAST_FREE_BYTES;

  return {
    hasFault: () => faults.size > 0,
    failed(cause) {
      const step: Disposable = { [Symbol.dispose]: () => void storing.delete(step) };
      storing.add(step);
      begin("storage", cause, isStorageHealthy);
      return step;
    },
    full: () => begin("disk", undefined, hasSpace),
  };
}

/** Returns whether the storage passes its check in time. */
async function passes(storage: Pick<Storage, "check">): Promise<boolean> {
  const checked = storage.check().then(
    () => true,
    () => false,
  );
  return Promise.race([checked, setTimeout(CHECK_DEADLINE_MS, false, { ref: false })]);
}
