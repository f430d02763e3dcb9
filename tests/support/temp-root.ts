import { statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";

const MEMORY = "/dev/shm";
// A full run writes 1.1 GB, and its processes use 2.5 GB more.
const REQUIRED_BYTES = 5e9;

/**
 * Returns the folder for temporary files: in memory if there is enough, because a disk is slow over
 * thousands of small files.
 */
export function findTempRoot(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, freemem()) > REQUIRED_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
