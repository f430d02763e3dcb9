import { loadGeneration } from "../../src/core/generations/find.ts";
import { waitForResult } from "../../src/core/generations/wait.ts";
import type { App } from "./app.ts";

/** Waits up to 30 seconds until a generation has finished, woken by the database's notification. */
export async function waitForGeneration(
  { ctx }: App,
  { accountId }: { accountId: string },
  id: string,
): Promise<void> {
  const look = () => loadGeneration(ctx, accountId, id);
  const until = { waitMs: 30_000, signal: new AbortController().signal };
  await waitForResult(ctx, { id, accountId, isNew: false, read: look }, until);
}
