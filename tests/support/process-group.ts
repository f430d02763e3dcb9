import { existsSync, readdirSync, readFileSync } from "node:fs";

const running = new Set<number>();

process.on("exit", killGroups);

/**
 * Starts a command as the leader of a process group. The whole group is killed when this process exits,
 * so that a signal to this process alone leaves none of its descendants.
 */
export function spawnGroup<Error extends "inherit" | "pipe">(
  command: string[],
  options: Bun.Spawn.SpawnOptions<"ignore", "inherit", Error>,
) {
  const child = Bun.spawn(command, { ...options, detached: true });
  running.add(child.pid);
  void child.exited.then(() => running.delete(child.pid));
  return child;
}

/** Kills all groups that spawnGroup has started. */
export function killGroups(): void {
  for (const leader of running) kill(-leader);
}

/**
 * Kills the other processes whose environment contains a text, such as the folder of a run. Servers that
 * tests have started are in groups of their own.
 */
export function killByEnvironment(text: string): void {
  // Other systems than Linux do not show it.
  const entries = existsSync("/proc/self/environ") ? readdirSync("/proc") : [];
  const pids = entries.map(Number).filter(Number.isInteger);
  for (const pid of pids) if (pid !== process.pid && readEnvironment(pid).includes(text)) kill(pid);
}

// Empty if the process has ended or belongs to another user.
function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return "";
  }
}

/** Kills a process, or the group of a negative id. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
