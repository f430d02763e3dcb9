import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Failpoint, FailpointAction } from "./failpoint-names.ts";

/** Arms a failpoint for the next process that reaches it. */
export function armFailpoint(folder: string, name: Failpoint, action: FailpointAction): void {
  // Renamed when it is complete, because processes look for it all the time.
  const written = join(folder, `new ${name}`);
  writeFileSync(written, JSON.stringify(action));
  renameSync(written, join(folder, name));
}

/** Disarms a failpoint that no process has reached. */
export function disarmFailpoint(folder: string, name: Failpoint): void {
  rmSync(join(folder, name), { force: true });
}

/** Returns whether a failpoint is armed and no process has reached it. */
export function isArmed(folder: string, name: Failpoint): boolean {
  return readdirSync(folder).includes(name);
}

/** Lists the failpoints that processes have reached. */
export function listTakenFailpoints(folder: string): { pid: number; name: string }[] {
  return readdirSync(folder)
    .filter((file) => file.startsWith("taken "))
    .map((file) => {
      const [, pid, name = ""] = file.split(" ");
      return { pid: Number(pid), name };
    });
}
