import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import type postgres from "postgres";
import { revokeKey, rotateKey } from "../../src/core/accounts/keys.ts";
import { endSession } from "../../src/core/accounts/sessions.ts";
import { recordWrongPassword } from "../../src/core/accounts/sign-in-events.ts";
import type { Actor } from "../../src/core/audit/actor.ts";
import { recordExport } from "../../src/core/audit/audit-log.ts";
import { requeueForOperator } from "../../src/core/generations/operator-generations.ts";
import { failBatch } from "../../src/core/generations/request-batches.ts";
import { resendForOperator } from "../../src/core/webhooks/operator-deliveries.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { moveClock } from "../support/clock.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { openSessions, runTogether, type Statement } from "../support/run-together.ts";

let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = openSessions(app.databaseUrl);
});

beforeEach(async () => {
  customer = await app.customer({ credits: 100 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

/**
 * Starts two statements one after another while a row is locked on which the first one waits, and releases
 * the row when both wait. Returns their results.
 */
async function collide(locked: Statement, first: Statement, second: Statement) {
  const changes = [() => first(sql).execute(), () => second(sql).execute()];
  const results = await runTogether(sql, { locked, changes });
  return results.map(([row]) => Object.values(row ?? {})[0] as unknown);
}

test("deleting expired generations does not deadlock with a cancel of one of them", async () => {
  const endpointId = await insertEndpoint();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const id = body.id ?? "";
  await sql`select finish_canceled(${id})`;
  await moveClock(app.databaseUrl, 40 * 86_400);
  const results = await collide(
    (run) => run`select 1 from webhook_endpoints where id = ${endpointId} for update`,
    (run) =>
      run`select deleted from delete_expired_generations(
        '00000000-0000-0000-0000-000000000000', 30, 100, 100
      )`,
    (run) => run`select cancel_generation(${id}, ${customer.accountId})`,
  );
  await moveClock(app.databaseUrl, 0);
  expect(results).toEqual([1, "already"]);
});

describe("closing an account", () => {
  test("does not deadlock with the end of one of its batches", async () => {
    const batchId = await insertFinalBatch();
    const uploadId = await insertUpload();
    const results = await collide(
      (run) => run`select 1 from uploads where id = ${uploadId} for update`,
      (run) => run`select owner_close_account(${customer.accountId})`,
      (run) => run`
        select finish_batch(
          p_id => ${batchId}, p_output_file_id => gen_random_uuid(),
          p_error_file_id => gen_random_uuid(), p_life_seconds => 86400, p_default_days => 30
        )::text`,
    );
    expect(results).toEqual(["closed", ""]);
    const files = await sql`select 1 from files where account_id = ${customer.accountId}`;
    expect(files).toHaveLength(0);
  });

  const changes: Record<string, (account: string, id: string) => Statement> = {
    change: (account, id) => (run) =>
      run`select owner_change_webhook(
        p_actor_id => ${account}, p_id => ${id}, p_account_id => ${account}, p_url => null,
        p_label => 'new', p_events => null, p_enabled => null
      )`,
    rotation: (account, id) => (run) =>
      run`select owner_rotate_webhook(${account}, ${id}, ${account}, '\\x01', 'efgh')`,
    deletion: (account, id) => (run) =>
      run`select owner_delete_webhook(${account}, ${id}, ${account})`,
  };

  test.each(Object.entries(changes))(
    "does not deadlock with the %s of an endpoint",
    async (_, change) => {
      const { accountId, keyId } = customer;
      const results = await collide(
        (run) => run`select 1 from keys where id = ${keyId} for update`,
        (run) => run`select owner_close_account(${accountId})`,
        change(accountId, await insertEndpoint()),
      );
      expect(results).toEqual(["closed", false]);
    },
  );

  const others: Record<string, (own: Owned) => Promise<unknown>> = {
    "the revocation of a key": ({ accountId, keyId, actor }) =>
      revokeKey(app.ctx, { id: keyId, accountId }, actor),
    "the rotation of a key": ({ accountId, keyId, actor }) =>
      rotateKey(app.ctx, { id: keyId, accountId, prefix: "gih_live_", overlapSeconds: 0, actor }),
    "the end of a session": ({ accountId, sessionIds: [, id = ""] }) =>
      endSession(app.ctx, { ...signedIn, accountId, sessionId: id }, id),
    "a wrong password": ({ accountId }) => failPassword(accountId),
    "a delivery attempt that disables an endpoint": ({ deliveryIds: [id = ""] }) =>
      sql`select end_delivery_attempt(${id}, 1, 410, null, '{}', '{}', null)`.execute(),
    "a delivery that is sent again": ({ deliveryIds: [, id = ""], actor }) =>
      resendForOperator(app.ctx, id, actor),
    "a generation that is queued again": ({ generationId, actor }) =>
      requeueForOperator(app.ctx, generationId, actor),
    "the end of a batch that is not valid": ({ batchId }) => failBatch(app.ctx, batchId, []),
  };

  test.each(Object.entries(others))("does not deadlock with %s", async (_, change) => {
    const own = await insertOwned();
    const { accountId } = own;
    const [first = ""] = own.sessionIds;
    await runTogether<unknown>(sql, {
      // The closing locks the account before its sessions, and the other rows after them.
      locked: (run) => run`select 1 from sessions where id = ${first} for update`,
      changes: [() => sql`select owner_close_account(${accountId})`.execute(), () => change(own)],
    });
    const [account] = await sql`select email from accounts where id = ${accountId}`;
    expect(account?.email).toBe(`closed-${accountId}@invalid`);
    const named = await sql`select 1 from audit_entries where actor = ${customer.email}`;
    expect(named).toHaveLength(0);
  });

  test("twice at the same time has one audit entry", async () => {
    const { accountId, sessionIds } = await insertOwned();
    const [first = ""] = sessionIds;
    const close = () => sql`select owner_close_account(${accountId}) as outcome`.execute();
    const results = await runTogether<postgres.Row[]>(sql, {
      locked: (run) => run`select 1 from sessions where id = ${first} for update`,
      changes: [close, close],
    });
    expect(results.map(([row]) => row?.outcome)).toEqual(["closed", null]);
    const entries = await sql`
      select 1 from audit_entries where account_id = ${accountId} and action = 'account.close'`;
    expect(entries).toHaveLength(1);
  });

  test("leaves the email address in no audit entry that is written at the same time", async () => {
    const { accountId, keyId, actor } = await insertOwned();
    const exporter = { actorId: accountId, address: null };
    await revokeKey(app.ctx, { id: keyId, accountId }, actor);
    await runTogether<unknown>(sql, {
      locked: (run) => run`select 1 from audit_entries where account_id = ${accountId} for update`,
      changes: [
        () => sql`select owner_close_account(${accountId})`.execute(),
        () => recordExport(app.ctx, exporter, { action: "account.export", accountId }),
      ],
    });
    const entries = await sql<{ actor: string }[]>`
      select actor from audit_entries where actor_id = ${accountId} order by id`;
    const closed = `closed-${accountId}@invalid`;
    expect(entries.map((entry) => entry.actor)).toEqual(["erased", closed, closed]);
  });

  test("does not deadlock with a record of the lines of a batch", async () => {
    const batchId = await insertBatch("in_progress");
    await sql`
      insert into batch_lines (batch_id, line, custom_id, byte_offset, byte_length, state)
      values (${batchId}, 1, 'a', 0, 1, 'waiting')`;
    const results = await collide(
      (run) => run`select 1 from batches where id = ${batchId} for update`,
      (run) => run`select owner_close_account(${customer.accountId})`,
      (run) => run`
        select record_batch_lines_2(
          p_id => ${batchId}, p_lines => '{1}', p_states => '{failed}', p_generation_ids => '{null}',
          p_returns_urls => '{null}', p_status_codes => '{400}', p_error_codes => '{a}',
          p_error_messages => '{b}', p_error_params => '{n}', p_sizes => '{1}'
        )::text`,
    );
    expect(results).toEqual(["closed", ""]);
  });
});

describe("the account lock of", () => {
  const lockers = {
    delete_generation: "delete_generation(gen_random_uuid(), $1)",
    erase_generations: "erase_generations($1, null, null, 10)",
    grant_credits: "grant_credits($1, gen_random_uuid(), 1, 'promo', null, 'once')",
    expire_grants: "expire_grants(array(select id from credit_grants where account_id = $1))",
    void_grant: "void_grant((select id from credit_grants where account_id = $1 limit 1), null)",
    void_all_grants: "void_all_grants($1, null)",
    grant_plan_credits: "grant_plan_credits(array[$1::uuid])",
    upload_wait_seconds: "upload_wait_seconds($1, gen_random_uuid(), 1, 1, 1)",
    insert_webhook: `insert_webhook(
      gen_random_uuid(), $1, 'https://hooks.example/', null, '{credits.low}', '\\x00', 'abcd', 9
    )`,
    can_add_key: "can_add_key($1, 1)",
    notify_expiring_grants: "notify_expiring_grants(100) from accounts where id = $1",
  };

  const name = "%s excludes other changes, and no inserts of rows that refer to it";
  test.each(Object.entries(lockers))(name, async (_, call) => {
    const { accountId } = customer;
    await sql`
      select grant_credits(
        ${accountId}, gen_random_uuid(), 1, 'promo', clock() + interval '1 hour', ${accountId}
      )`;
    const session = await sql.reserve();
    try {
      await session`begin`;
      await session.unsafe(`select ${call}`, [accountId]);
      await sql`select 1 from accounts where id = ${accountId} for key share nowait`;
      const change = sql`select 1 from accounts where id = ${accountId} for no key update nowait`;
      expect(await change.catch(({ code }: postgres.PostgresError) => code)).toBe("55P03");
    } finally {
      await session`rollback`;
      session.release();
    }
  });
});

const signedIn = { address: null, role: undefined, isPasswordRecent: true };

const ADDRESS = "192.0.2.7";

/** Records the tenth wrong password, which has an audit entry. */
function failPassword(accountId: string): Promise<void> {
  const attempt = { actorId: accountId, accountId, name: accountId, address: ADDRESS };
  return recordWrongPassword(app.ctx, attempt);
}

/** What the account of a customer owns. */
interface Owned {
  accountId: string;
  keyId: string;
  actor: Actor;
  sessionIds: string[];
  /** A delivery whose attempt is in progress, and one that has ended. */
  deliveryIds: string[];
  generationId: string;
  batchId: string;
}

async function insertOwned(): Promise<Owned> {
  const { accountId, keyId } = customer;
  const actor = { actorId: accountId, address: null, reason: null };
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const sessionIds = [await insertSession("1 hour"), await insertSession("0 hours")];
  const batchId = await insertBatch("validating");
  await sql`
    insert into sign_in_attempts (scope, started_at, attempts)
    values (${`session.fail ${accountId} ${ADDRESS}`}, clock(), 9)`;
  const endpointId = await insertEndpoint();
  const skipped = await emitEvent();
  for (const enabled of [false, true])
    await sql`
      select change_webhook(
        p_id => ${endpointId}, p_account_id => ${accountId}, p_url => null, p_label => null,
        p_events => null, p_enabled => ${enabled}
      )`;
  const pending = await emitEvent();
  await sql`select * from start_delivery(${pending}, '{}')`;
  const deliveryIds = [pending, skipped];
  return { accountId, keyId, actor, sessionIds, deliveryIds, generationId: body.id ?? "", batchId };
}

async function emitEvent(): Promise<string> {
  await sql`
    select emit_event(
      p_account_id => ${customer.accountId}, p_event => 'credits.low', p_credits => 1,
      p_threshold_credits => 2
    )`;
  const [delivery] = await sql<{ id: string }[]>`
    select id from webhook_deliveries
    where account_id = ${customer.accountId} and state = 'pending'`;
  return delivery?.id ?? "";
}

async function insertSession(youngerBy: string): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    insert into sessions (id, token_hash, account_id, created_at, seen_at, expires_at)
    values (
      ${id}, sha256(${id}::text::bytea), ${customer.accountId}, clock() + ${youngerBy}::interval, clock(),
      clock() + interval '1 day'
    )`;
  return id;
}

/** Inserts a running batch whose lines are all final. */
async function insertFinalBatch(): Promise<string> {
  const id = await insertBatch("in_progress");
  await sql`update batches set completed = total where id = ${id}`;
  return id;
}

async function insertBatch(status: "validating" | "in_progress"): Promise<string> {
  const id = Bun.randomUUIDv7();
  await sql`
    insert into batches (
      id, account_id, key_id, endpoint, input_file_id, fingerprint, status, total, created_at,
      expires_at, in_progress_at
    )
    values (
      ${id}, ${customer.accountId}, ${customer.keyId}, '/v1/images/generations', gen_random_uuid(), '\\x00',
      ${status}, 1, clock(), clock() + interval '1 day', clock()
    )`;
  return id;
}

async function insertUpload(): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    insert into uploads (
      id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at
    )
    values (
      ${id}, ${customer.accountId}, ${`uploads/${id}/original`}, 'cat.png', 'image/png', 1, clock(),
      clock() + interval '1 day'
    )`;
  return id;
}

async function insertEndpoint(): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    select insert_webhook(
      p_id => ${id}, p_account_id => ${customer.accountId}, p_url => 'https://hooks.example/',
      p_label => null, p_events => enum_range(null::webhook_event), p_secret => '\\x00',
      p_last_four => 'abcd', p_most => 10
    )`;
  return id;
}
