import { get, waitFor } from "../../src/core/generations/find.ts";
import type { App } from "./app.ts";

/** Waits up to 30 seconds for a generation's end, which the database's own notice tells. */
export async function waitForEnd(
  { ctx }: App,
  { accountId }: { accountId: string },
  id: string,
): Promise<void> {
  const look = () => get(ctx, accountId, id);
  const until = { waitMs: 30_000, signal: new AbortController().signal };
  await waitFor(ctx, { id, isNew: false, look }, until);
}
