/** Migrations that need a lock which another session, such as a backup, holds. */
import { expect, test } from "bun:test";
import postgres from "postgres";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import { createEarlierDatabase } from "../support/earlier-release.ts";
import { waitForLock } from "../support/grants.ts";

// The next migration locks `generations` and seven other tables.
const BEFORE = "0051";

test("requests go on while a migration waits for a lock, and it succeeds when it gets one", async () => {
  const database = await createEarlierDatabase(BEFORE);
  const open = () => postgres(database.url, { max: 1, onnotice: () => {} });
  const [sql, backup, request] = [open(), open(), open()];
  let migrating: Promise<string[]> | undefined;
  await backup.begin(async (session) => {
    await session`lock table generations in access share mode`;
    migrating = migrate(database.url, createLog("error"));
    // Three attempts, during each of which a request waits behind the migration.
    for (let attempt = 0; attempt < 3; attempt++) {
      await waitForLock(sql);
      await request.begin(async (transaction) => {
        await transaction`set local lock_timeout = '2s'`;
        await transaction`select 1 from generations limit 1`;
      });
    }
  });
  expect(await migrating).toContain("0052_rows_written_together");
  await Promise.all([sql.end(), backup.end(), request.end()]);
  await database.drop();
});
