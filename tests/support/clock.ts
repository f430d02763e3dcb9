import { openMaintenanceConnection } from "../../src/database/db.ts";

const DAY_SECONDS = 86_400;

/**
 * Moves the clock of a test database to `seconds` after the real time. The heartbeats of workers move
 * with it, so that no worker is declared dead.
 */
export function moveClock(databaseUrl: string, seconds: number): Promise<void> {
  return replaceClock(databaseUrl, `clock_timestamp() + interval '${Number(seconds)} seconds'`);
}

/**
 * Moves the clock of a test database to noon (UTC) of the day in `days` days, so that the day and the month
 * do not change during a test.
 */
export function moveClockToNoon(databaseUrl: string, days = 1): Promise<void> {
  const sinceMidnight = (Date.now() / 1000) % DAY_SECONDS;
  return moveClock(databaseUrl, (days + 0.5) * DAY_SECONDS - sinceMidnight);
}

/** Stops the clock of a test database, so that its results do not depend on the speed of the machine. */
export function stopClock(databaseUrl: string, at: Date): Promise<void> {
  return replaceClock(databaseUrl, `timestamptz '${at.toISOString()}'`);
}

async function replaceClock(databaseUrl: string, expression: string): Promise<void> {
  const sql = openMaintenanceConnection(databaseUrl);
  try {
    await sql.unsafe(`
      do $do$
      declare
        before timestamptz := clock();
      begin
        create or replace function clock() returns timestamptz
          language sql volatile
          as $$select ${expression}$$;
        update workers set seen_at = seen_at + (clock() - before) where stopped_at is null;
      end $do$`);
  } finally {
    await sql.end();
  }
}
