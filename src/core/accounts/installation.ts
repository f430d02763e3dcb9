import * as queries from "../../../generated/queries/installation.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

// If another process inserts the row during the first attempt, the second attempt reads it.
const ATTEMPTS = 2;

/**
 * Binds the database to APP_SECRET at its first use. Throws `conflict` if it was bound to another secret,
 * because no API key of this database would be recognized.
 */
export async function bindInstallation(ctx: Context): Promise<void> {
  const { fingerprint } = ctx.secrets;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const [row] = await queries.claimInstallation.run({ fingerprint }, ctx.db);
    if (row === undefined) continue;
    if (fingerprint.equals(row.secretFingerprint)) return;
    throw new AppError(
      "conflict",
      "This database was set up with another APP_SECRET, and its keys work with that one only: " +
        "set APP_SECRET to it, or DATA_DIR to the folder whose app-secret file holds it.",
    );
  }
  throw new AppError("internal", "The installation could not be read.");
}
