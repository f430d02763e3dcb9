import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import {
  type Failpoint,
  FAILPOINT_FOLDER,
  type FailpointAction,
  PROCESS_NAME,
} from "./failpoint-names.ts";

/**
 * Returns the function that a process calls at each of its failpoints. An armed failpoint is a file with its
 * name; the process that renames it carries out its action, so that exactly one does.
 */
export function toFailpoint(
  env: Record<string, string | undefined>,
): (name: Failpoint) => Promise<void> {
  const folder = env[FAILPOINT_FOLDER];
  const ownName = env[PROCESS_NAME] ?? "";
  if (folder === undefined) return async () => {};
  return async (name) => {
    const action = take(folder, name, ownName);
    if (action === undefined) return;
    // A signal to itself takes effect before the next statement.
    process.kill(process.pid, action.action === "kill" ? "SIGKILL" : "SIGSTOP");
  };
}

function take(folder: string, name: Failpoint, ownName: string): FailpointAction | undefined {
  const path = join(folder, name);
  try {
    // Only `armFailpoint` writes these files.
    const action = JSON.parse(readFileSync(path, "utf8")) as FailpointAction;
    if (action.process !== undefined && action.process !== ownName) return undefined;
    renameSync(path, join(folder, `taken ${process.pid} ${name}`));
    return action;
  } catch {
    // It is not armed, or another process was faster.
    return undefined;
  }
}
