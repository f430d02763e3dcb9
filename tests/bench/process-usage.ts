/** CPU time and memory of processes, from /proc. Zero where it does not exist. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const TICK_MICROS = 10_000;
const MIB = 1024 * 1024;

/** Returns the CPU time of a process, its children and those that have ended, in microseconds. */
export function readCpuMicros(pid: number): number {
  return listFamily(pid).reduce((sum, each) => sum + readTicks(each) * TICK_MICROS, 0);
}

/** Returns the memory of a process, in MiB: now, and its peak since `resetPeak`. */
export function readMemory(pid: number): { residentMib: number; peakMib: number } {
  const status = readProc(`${pid}/status`);
  const read = (name: string) =>
    (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) * 1024) / MIB;
  return { residentMib: read("VmRSS"), peakMib: read("VmHWM") };
}

/** Makes the present memory of a process its peak. */
export function resetPeak(pid: number): void {
  if (existsSync(`/proc/${pid}/clear_refs`)) writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** Returns the parent of a process. */
export function readParent(pid: number): number {
  return Number(readStat(pid)[1] ?? 0);
}

function listFamily(pid: number): number[] {
  if (!existsSync("/proc")) return [];
  const family = [pid];
  const others = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(others.map((name) => [Number(name), readParent(Number(name))]));
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

// User and system time, also of children that have ended and were waited for.
function readTicks(pid: number): number {
  return readStat(pid)
    .slice(11, 15)
    .reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** Returns the fields after the name of the program: state, parent and so on. */
function readStat(pid: number): string[] {
  const stat = readProc(`${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    // The process has ended.
    return "";
  }
}
