import { setTimeout } from "node:timers/promises";
import type postgres from "postgres";
import type { Platform } from "./platform.ts";

/** What is still under way. */
interface Unfinished {
  generations: number;
  /** Deliveries that are due or under way. A retry that is scheduled for later is not. */
  deliveries: number;
  /** Jobs of both that may run. The queue keeps a job that was replaced while it was locked. */
  jobs: number;
}

/**
 * How long everything may take to come to rest after the last fault. A generation ends at the latest with
 * its claim, which lasts PROVIDER_TIMEOUT_SECONDS and 120 s, and a worker that died within the last seconds
 * is noticed by one that has run for 45 s.
 */
export const REST_LIMIT_MS = 240_000;

/** Ends all faults, and waits until nothing is under way. Reports what does not come to rest. */
export async function comeToRest(platform: Platform, sql: postgres.Sql): Promise<number> {
  const { journal, servers, workers, provider, storage, receiver } = platform;
  const startedAt = performance.now();
  for (const { line, process } of [...servers, ...workers]) {
    line.restore();
    line.delayReplies(0);
    process.signal("SIGCONT");
  }
  provider.become("well");
  provider.slowDown(0);
  storage.become("well");
  receiver.answerWith(200);
  let left: Unfinished | undefined;
  while (performance.now() - startedAt < REST_LIMIT_MS) {
    const allUp = [...servers, ...workers].every(({ process }) => process.isUp());
    left = await findUnfinished(sql);
    if (allUp && left.generations + left.deliveries + left.jobs === 0) break;
    await setTimeout(250);
  }
  const ms = performance.now() - startedAt;
  journal.note("at rest", { seconds: Math.round(ms / 1000), left });
  for (const { process } of [...servers, ...workers])
    if (!process.isUp()) journal.violate("process", `${process.name} did not come back`);
  await reportStuck(platform, sql);
  return ms;
}

async function findUnfinished(sql: postgres.Sql): Promise<Unfinished> {
  const [row] = await sql<Unfinished[]>`
    select
      (select count(*)::int from generations where finished_at is null) as generations,
      (
        select count(*)::int
        from webhook_deliveries
        where state = 'pending' and next_attempt_at < clock()
      ) as deliveries,
      (
        select count(*)::int
        from graphile_worker._private_jobs j
          join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier in ('generate', 'deliver-webhook')
          and j.run_at < now()
          and j.attempts < j.max_attempts
      ) as jobs`;
  return row ?? { generations: 0, deliveries: 0, jobs: 0 };
}

async function reportStuck({ journal }: Platform, sql: postgres.Sql): Promise<void> {
  const generations = await sql`
    select g.id, g.prompt, g.status, g.claim, g.worker_id, w.stopped_at is not null as worker_stopped,
      (select count(*)::int from graphile_worker.jobs j where j.key is not null) as keyed_jobs
    from generations g
      left join workers w on w.id = g.worker_id
    where g.finished_at is null`;
  for (const row of generations) journal.violate("stuck", `generation ${JSON.stringify(row)}`);
  const deliveries = await sql`
    select id, generation_id, attempts, tries_left, parked, next_attempt_at, clock() as now
    from webhook_deliveries
    where state = 'pending' and next_attempt_at < clock()`;
  for (const row of deliveries) journal.violate("stuck", `delivery ${JSON.stringify(row)}`);
  const jobs = await sql`
    select j.id, t.identifier, j.payload, j.attempts, j.max_attempts, j.last_error, j.locked_by, j.run_at
    from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier in ('generate', 'deliver-webhook')
      and j.run_at < now()
      and j.attempts < j.max_attempts`;
  for (const row of jobs) journal.violate("stuck", `job ${JSON.stringify(row)}`);
}
