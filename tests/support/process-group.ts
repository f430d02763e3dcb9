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
  for (const leader of running) {
    try {
      process.kill(-leader, "SIGKILL");
    } catch {
      // The group has ended.
    }
  }
}
