/** graphile-worker alone, without a log, on the reference database. */
import { Logger, run, type Runner, type TaskList } from "graphile-worker";

/** Starts a worker with `concurrency` slots. */
export function startGraphile(
  connectionString: string,
  taskList: TaskList,
  concurrency: number,
): Promise<Runner> {
  const logger = new Logger(() => () => undefined);
  return run({ connectionString, taskList, concurrency, logger, noHandleSignals: true });
}
