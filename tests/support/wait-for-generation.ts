import { loadGeneration, waitForResult } from "../../src/core/generations/find.ts";
import type { App } from "./app.ts";

/** Waits up to 30 seconds for a generation's end, which the database's own notice tells. */
export async function waitForGeneration(
  { ctx }: App,
  { accountId }: { accountId: string },
  id: string,
): Promise<void> {
  const look = () => loadGeneration(ctx, accountId, id);
  const until = { waitMs: 30_000, signal: new AbortController().signal };
  await waitForResult(ctx, { id, isNew: false, look }, until);
}
