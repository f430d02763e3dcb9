import { openMaintenanceConnection } from "../../src/database/db.ts";

/**
 * Moves the clock of a test's own database to so many seconds after the real time. Workers on record
 * have been seen as lately as before, so the leap alone declares none dead.
 */
export async function moveClock(databaseUrl: string, seconds: number): Promise<void> {
  const sql = openMaintenanceConnection(databaseUrl);
  try {
    await sql.unsafe(`
      do $$
      declare
        before timestamptz := clock();
      begin
        create or replace function clock() returns timestamptz
          language sql volatile
          as 'select clock_timestamp() + interval ''${Number(seconds)} seconds''';
        update workers set seen_at = seen_at + (clock() - before) where stopped_at is null;
      end $$`);
  } finally {
    await sql.end();
  }
}
