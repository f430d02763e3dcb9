/** The maximum size of a kept value. */
export const MAX_KEPT_BYTES = 6 * 1_048_576;

/** The maximum size of all values together, from the first part of each until it is read or dropped. */
const MAX_BYTES = 32 * 1_048_576;

/** How long a value waits for its reader. */
const KEEP_MS = 5_000;

let usedBytes = 0;

/** The parts of a value. Disposed when they are no longer needed. */
interface TakenBytes extends Disposable {
  parts: Uint8Array[];
}

/** A value in memory, for one reader who comes within a few seconds. */
export interface KeptBytes {
  /** Returns the parts, once. Undefined if they were taken before or it is too late. */
  take(): TakenBytes | undefined;
}

/** Collects the parts of a value. */
interface ByteKeeper {
  /** Of the parts that were added. */
  sizeBytes: number;
  /** Nothing is kept if a part is undefined or too many bytes would be kept. */
  add(part: Uint8Array | undefined): void;
  /** Returns the value if all of its parts are kept. Nothing may be added afterwards. */
  keep(): KeptBytes | undefined;
  drop(): void;
}

/**
 * Creates a keeper of one value. It keeps the arrays that it is given, without a copy, as long as all kept
 * values of the process fit into a fixed budget.
 */
export function createByteKeeper(): ByteKeeper {
  let parts: Uint8Array[] | undefined = [];
  const keeper: ByteKeeper = { sizeBytes: 0, add, keep, drop };

  function add(part: Uint8Array | undefined): void {
    if (parts === undefined) return;
    const sizeBytes = part?.length ?? 0;
    const isTooMuch =
      keeper.sizeBytes + sizeBytes > MAX_KEPT_BYTES || usedBytes + sizeBytes > MAX_BYTES;
    if (part === undefined || isTooMuch) return drop();
    if (sizeBytes === 0) return;
    parts.push(part);
    keeper.sizeBytes += sizeBytes;
    usedBytes += sizeBytes;
  }

  function drop(): void {
    if (parts === undefined) return;
    parts = undefined;
    usedBytes -= keeper.sizeBytes;
  }

  function keep(): KeptBytes | undefined {
    if (parts === undefined) return undefined;
    const timer = setTimeout(drop, KEEP_MS).unref();
    let isTaken = false;
    return {
      take() {
        if (parts === undefined || isTaken) return undefined;
        isTaken = true;
        clearTimeout(timer);
        return { parts, [Symbol.dispose]: drop };
      },
    };
  }

  return keeper;
}
