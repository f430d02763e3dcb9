import type { App } from "./app.ts";

/** Makes the last confirmation of the password too old, in all sessions of an account. */
export async function outdateConfirmation(app: App, accountId: string): Promise<void> {
  await app.ctx.db.query(
    "update sessions set authenticated_at = clock() - interval '1 hour' where account_id = $1",
    [accountId],
  );
}
