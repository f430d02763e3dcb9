import * as queries from "../../../generated/queries/accounts.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

// A second look sees the row of a process that wrote it during the first.
const LOOKS = 2;

/**
 * Ties the database to APP_SECRET at its first use. Throws `conflict` with another secret: no key
 * made under the first would be recognised.
 */
export async function bindInstallation(ctx: Context): Promise<void> {
  const { fingerprint } = ctx.secrets;
  for (let look = 1; look <= LOOKS; look++) {
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
