// After how many calls JavaScriptCore compiles a function, and after how many it optimizes it. With the
// defaults (500 and 1000), a server needs about 1,500 requests to reach its full speed; with these, it
// needs about 300.
const THRESHOLDS = {
  BUN_JSC_thresholdForJITAfterWarmUp: "20",
  BUN_JSC_thresholdForJITSoon: "20",
  BUN_JSC_thresholdForOptimizeAfterWarmUp: "100",
  BUN_JSC_thresholdForOptimizeSoon: "100",
  BUN_JSC_thresholdForOptimizeAfterLongWarmUp: "100",
};
const LONG_RUNNING = ["serve", "worker", "demo"];

/**
 * Replaces this process by one that compiles JavaScript early, if it runs a server or a worker: the engine
 * reads these settings only when it starts. The process keeps its id and its standard streams. Call this
 * before the rest of the program is loaded. Thresholds that the environment sets are kept.
 */
export function restartWithEarlyCompilation(
  args: string[],
  env: Record<string, string | undefined>,
): void {
  if (!LONG_RUNNING.includes(args[0] ?? "") || process.execve === undefined) return;
  const names = Object.keys(THRESHOLDS);
  if (names.some((name) => env[name] !== undefined)) {
    // Programs that this process starts must not inherit them.
    for (const name of names) delete env[name];
    return;
  }
  const script = Bun.main.startsWith("/$bunfs/") ? [] : [Bun.main];
  const argv = [process.execPath, ...process.execArgv, ...script, ...args];
  try {
    process.execve(process.execPath, argv, { ...env, ...THRESHOLDS } as NodeJS.ProcessEnv);
  } catch {
    // A sandbox can forbid it. The program then works as well, but takes longer to reach its full speed.
  }
}
