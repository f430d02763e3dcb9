import { setImmediate } from "node:timers/promises";

// Sorting so many names takes a few milliseconds.
const PART_SIZE = 5_000;

/**
 * Returns the names from `first` on in the order of their code units. Sorts them in parts, between which
 * other work of the process runs: a million names at once would take seconds.
 */
export async function sortNames(names: string[], first = ""): Promise<Iterable<string>> {
  const parts: string[][] = [];
  for (let start = 0; start < names.length; start += PART_SIZE) {
    if (start > 0) await setImmediate();
    const part = names.slice(start, start + PART_SIZE).filter((name) => name >= first);
    if (part.length > 0) parts.push(part.sort().reverse());
  }
  return merge(parts);
}

/** Yields the names of all parts in order. Each part has its lowest name at its end. */
function* merge(parts: string[][]): Generator<string> {
  const waiting: string[][] = [];
  for (const part of parts) insert(waiting, part);
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    yield lowest(part);
    part.pop();
    if (part.length > 0) insert(waiting, part);
  }
}

/** Inserts a part into others, of which the one with the lowest name is at the end. */
function insert(parts: string[][], part: string[]): void {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lowest(parts[middle]) > lowest(part)) low = middle + 1;
    else high = middle;
  }
  parts.splice(low, 0, part);
}

function lowest(part: string[] | undefined): string {
  return part?.at(-1) ?? "";
}
