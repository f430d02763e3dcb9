import type { Terminal } from "./terminal.ts";

const INTERVAL_MS = 2_000;

/** Prints how far a long command is, at most every two seconds and only on a terminal. */
export type Progress = (describe: () => string) => void;

/** Creates the progress of one command. */
export function createProgress(terminal: Terminal): Progress {
  let printedAt = performance.now();
  return (describe) => {
    if (!terminal.isInteractive || performance.now() - printedAt < INTERVAL_MS) return;
    printedAt = performance.now();
    terminal.info(describe());
  };
}

/** Formats a size with one decimal: 1572864 is "1.5 MB". */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
