import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { isAbsent } from "../../storage/file-errors.ts";

const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5_000;

/** A paid task of a provider and the attempt that created it. */
interface PaidTask {
  generationId: string;
  attemptId: string;
  taskId: string;
}

const taskSchema = z.object({
  generationId: z.uuid(),
  attemptId: z.string(),
  taskId: z.string(),
});

/**
 * Commits the id of a task, which otherwise would be lost if this process dies. While the database is
 * unavailable the id is stored in a file in DATA_DIR, which `recoverTaskIds` reads. Never rejects; resolves
 * when the id is committed or after `timeMs`.
 */
export async function recordTaskId(ctx: Context, task: PaidTask, timeMs: number): Promise<void> {
  const path = join(toSpoolDir(ctx), `${Bun.randomUUIDv7()}.json`);
  const isCommitted = await commitWithRetry(ctx, timeMs, async (tries) => {
    if (tries === 2) await spool(ctx, path, task);
    await queries.addTaskId.run(task, ctx.db);
    if (tries > 1) await rm(path, { force: true });
  });
  if (!isCommitted) ctx.log.error("task_id_not_recorded", { ...task });
}

/**
 * Retries a statement about a call that was sent, until it is committed or `timeMs` have passed. Returns
 * whether it was committed. Never rejects.
 */
export async function commitWithRetry(
  ctx: Context,
  timeMs: number,
  commit: (tries: number) => Promise<unknown>,
): Promise<boolean> {
  const until = AbortSignal.timeout(Math.max(0, timeMs));
  for (let tries = 1; ; tries++) {
    try {
      await commit(tries);
      return true;
    } catch (cause) {
      ctx.log.warn("attempt_record_retried", { tries, cause });
      const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1));
      const options = { signal: until, ref: false };
      if (!(await setTimeout(pauseMs, true, options).catch(() => false))) return false;
    }
  }
}

/**
 * Commits the task ids from the files of earlier processes on this machine. The id of a finished attempt
 * has no effect. Throws if the database is unavailable; the files then remain.
 */
export async function recoverTaskIds(ctx: Context): Promise<void> {
  const folder = toSpoolDir(ctx);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const text = await readIfPresent(path);
    const task = taskSchema.safeParse(parse(text)).data;
    if (task !== undefined) {
      await queries.addTaskId.run(task, ctx.db);
      ctx.log.info("task_id_recovered", { ...task });
    }
    await rm(path, { force: true });
  }
}

function toSpoolDir({ config }: Context): string {
  return join(config.dataDir, "task-ids");
}

async function spool(ctx: Context, path: string, task: PaidTask): Promise<void> {
  try {
    await mkdir(toSpoolDir(ctx), { recursive: true });
    await Bun.write(path, JSON.stringify(task));
  } catch (cause) {
    // The id is still in memory and is committed from there while this process lives.
    ctx.log.warn("task_id_not_spooled", { ...task, cause });
  }
}

// Another process of this machine that starts at the same time may have committed and removed it.
function readIfPresent(path: string): Promise<string> {
  return Bun.file(path)
    .text()
    .catch((error: unknown) => {
      if (isAbsent(error)) return "";
      throw error;
    });
}

// A killed process can leave an incomplete file.
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
