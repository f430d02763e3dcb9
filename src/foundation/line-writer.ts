import { writeSync } from "node:fs";

// Between two attempts to write to a pipe that is full, and in total when the process exits.
const RETRY_MS = 10;
const MAX_EXIT_MS = 2_000;
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * Returns a function that writes lines to a file descriptor. The lines of one turn of the event loop are
 * written together, because a write costs more than a line. When the process exits, also after an uncaught
 * error, the remaining lines are written first. Lines that cannot be written, for example because the disk
 * is full, are counted: `describeMissing` returns the line that is then written before the next ones.
 */
export function createLineWriter(
  fd: number,
  describeMissing: (lines: number) => string,
): (line: string) => void {
  let waiting = Buffer.alloc(0);
  let lines = "";
  let missing = 0;

  function flush(): void {
    if (!writeWaiting()) setTimeout(flush, RETRY_MS).unref();
  }

  /** Returns false if lines wait because the pipe is full. */
  function writeWaiting(): boolean {
    const report = missing > 0 ? `${describeMissing(missing)}\n` : "";
    if (lines !== "") waiting = Buffer.concat([waiting, Buffer.from(report + lines)]);
    if (lines !== "") [lines, missing] = ["", 0];
    try {
      while (waiting.length > 0) waiting = waiting.subarray(writeSync(fd, waiting));
    } catch (error) {
      const isFull = error instanceof Error && "code" in error && error.code === "EAGAIN";
      if (isFull && waiting.length < MAX_WAITING_BYTES) return false;
      missing += countLines(waiting);
      waiting = Buffer.alloc(0);
    }
    return true;
  }

  process.on("exit", () => {
    const giveUpAt = performance.now() + MAX_EXIT_MS;
    while (!writeWaiting() && performance.now() < giveUpAt) Bun.sleepSync(RETRY_MS);
  });

  return (line) => {
    if (lines === "" && waiting.length === 0) setImmediate(flush);
    lines += `${line}\n`;
  };
}

function countLines(bytes: Buffer): number {
  return bytes.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 0);
}
