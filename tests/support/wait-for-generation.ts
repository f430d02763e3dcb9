import { isFinished, loadGeneration } from "../../src/core/generations/find.ts";
import { waitForResult } from "../../src/core/generations/wait.ts";
import type { App } from "./app.ts";
import { HANG_MS } from "./eventually.ts";

/** Waits until a generation has finished, woken by the database's notification. Throws if it does not. */
export async function waitForGeneration(
  { ctx }: App,
  { accountId }: { accountId: string },
  id: string,
): Promise<void> {
  const look = () => loadGeneration(ctx, accountId, id);
  const until = { waitMs: HANG_MS, signal: new AbortController().signal };
  const last = await waitForResult(ctx, { id, accountId, isNew: false, read: look }, until);
  if (last === undefined || !isFinished(last)) throw new Error(`Generation ${id} did not finish`);
}
