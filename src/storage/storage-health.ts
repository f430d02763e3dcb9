import { setTimeout } from "node:timers/promises";
import type { DiskSpace } from "./disk-space.ts";
import type { Storage } from "./storage.ts";

/** Why images cannot be kept: the object storage fails, or this machine's disk is nearly full. */
export type StorageFault = "storage" | "disk";

/**
 * Whether images that are bought now could be kept. A fault pauses the worker of this process; while
 * all is well nothing is asked.
 */
export interface StorageHealth {
  hasFault(): boolean;
  /**
   * Says that the storage has failed. That lasts until the storage passes its check and everything
   * returned here is disposed: whoever still tries to store an image disposes it at the end.
   */
  failed(cause: unknown): Disposable;
  /** Says that the disk has too little free space, which lasts until there is enough. */
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

/** Bytes above its floor below which a disk is nearly full: what the largest image takes. */
export const LEAST_FREE_BYTES = 64 * 1_048_576;
const CHECK_MS = 1_000;
const CHECK_DEADLINE_MS = 5_000;

/** Opens the health of a storage, and of the disk that images pass through on their way to it. */
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
      const goesOn = await setTimeout(CHECK_MS, true, { signal: closing }).catch(() => false);
      if (!goesOn) return;
    } while (!(await isOver()));
    faults.delete(fault);
    worker.resume(fault);
  }

  const isStorageWell = async () => storing.size === 0 && (await passes(storage));
  const hasSpace = async () => (await disk.freeBytes()) >= LEAST_FREE_BYTES;

  return {
    hasFault: () => faults.size > 0,
    failed(cause) {
      const step: Disposable = { [Symbol.dispose]: () => void storing.delete(step) };
      storing.add(step);
      begin("storage", cause, isStorageWell);
      return step;
    },
    full: () => begin("disk", undefined, hasSpace),
  };
}

/** Whether the storage answers its check in time. */
async function passes(storage: Pick<Storage, "check">): Promise<boolean> {
  const checked = storage.check().then(
    () => true,
    () => false,
  );
  return Promise.race([checked, setTimeout(CHECK_DEADLINE_MS, false, { ref: false })]);
}
