import { afterAll, beforeAll, expect, test } from "bun:test";
import { chainAuditEntries } from "../../../src/core/audit/chain.ts";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import { type App, startApp } from "../../support/app.ts";
import { sendRequest, signUp } from "../../support/account-client.ts";
import { requestJson, signUpAdmin, type Schemas } from "../../support/playground.ts";
import { cliInProcess } from "../../support/cli.ts";
import { runStatement } from "../../support/run-statement.ts";

const RENAMES = 20;

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

/** Runs `audit verify --json`. */
async function verify() {
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
  const { code, out } = await cliInProcess(settings, "audit", "verify", "--json");
  return { code, ...JSON.parse(out) };
}

/** Runs statements as an intruder with the rights of the tables' owner, who turns the triggers off. */
async function tamper(statement: string) {
  const sql = openMaintenanceConnection(app.databaseUrl);
  try {
    await sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      await transaction.unsafe(statement);
    });
  } finally {
    await sql.end();
  }
}

/** Changes a database, which `audit verify` must find, and changes it back. */
async function expectFault(statements: [change: string, undo: string], expected: object) {
  const [change, undo] = statements;
  await tamper(change);
  expect(await verify()).toMatchObject({ code: 1, ok: false, ...expected });
  await tamper(undo);
  expect(await verify()).toMatchObject({ code: 0, ok: true });
}

test("the chain grows with new entries, and an untouched audit log is valid", async () => {
  const person = await signUp(app);
  const before = await verify();
  expect(before).toMatchObject({ code: 0, ok: true, unchained: 0, faults: [] });
  expect(before.waiting).toBeGreaterThan(0);
  expect(await chainAuditEntries(app.ctx)).toBe(before.waiting);
  const first = await verify();
  expect(first).toMatchObject({ code: 0, waiting: 0, head: { hash: expect.any(String) } });
  await person.call("/api/account", { method: "PATCH", json: { name: "Ada" } });
  expect(await chainAuditEntries(app.ctx)).toBe(1);
  const second = await verify();
  expect(second.head.position).toBe(first.head.position + 1);
  expect(second.head.hash).not.toBe(first.head.hash);
  expect(await chainAuditEntries(app.ctx)).toBe(0);
});

/** Returns the condition that selects the last entry, which is in the chain, and its expected faults. */
async function chainEntry() {
  const person = await signUp(app);
  await person.call("/api/account", { method: "PATCH", json: { name: "Bo" } });
  await chainAuditEntries(app.ctx);
  const [entry] = await runStatement(
    app.databaseUrl,
    "select max(id)::text as id from audit_entries",
  );
  const id = String(entry?.["id"]);
  const fault = (name: string) => ({ faults: [{ entry_id: id, fault: name }] });
  return { of: `where id = ${id}`, fault };
}

test("a changed entry is found", async () => {
  const { of, fault } = await chainEntry();
  await expectFault(
    [
      `update audit_entries set address = '192.0.2.1' ${of}`,
      `update audit_entries set address = '127.0.0.1' ${of}`,
    ],
    fault("values"),
  );
  await expectFault(
    [
      `update audit_entries set reason = 'forged', details_digest =
         audit_digest(details_salt, jsonb_build_array('forged'::text, details)) ${of}`,
      `update audit_entries set reason = null, details_digest =
         audit_digest(details_salt, jsonb_build_array(null::text, details)) ${of}`,
    ],
    fault("hash"),
  );
  await expectFault(
    [
      `update audit_entries set created_at = created_at - interval '1 hour' ${of}`,
      `update audit_entries set created_at = created_at + interval '1 hour' ${of}`,
    ],
    fault("hash"),
  );
});

test("a removed or added entry is found", async () => {
  const { of, fault } = await chainEntry();
  await expectFault(
    [
      `create table kept as select * from audit_entries ${of}; delete from audit_entries ${of}`,
      "insert into audit_entries overriding system value select * from kept; drop table kept",
    ],
    fault("entry"),
  );
  await expectFault(
    [
      `create table kept as select * from audit_chain where position = 1;
       delete from audit_chain where position = 1`,
      "insert into audit_chain select * from kept; drop table kept",
    ],
    { faults: [{ fault: "position" }] },
  );
  await expectFault(
    [
      `insert into audit_entries (id, actor, action, created_at, actor_digest, details_digest)
         overriding system value
         select 999999, actor, action, created_at, actor_digest, details_digest
         from audit_entries ${of}`,
      "delete from audit_entries where id = 999999",
    ],
    { unchained: 1 },
  );
});

test("closing an account erases its personal values, and the chain stays valid", async () => {
  const person = await signUp(app);
  const { accountId, email, password } = person;
  await person.call("/api/account", { method: "PATCH", json: { name: "Cleo Secret" } });
  await chainAuditEntries(app.ctx);
  const { head } = await verify();
  await person.call("/api/account/delete", { json: { password } });
  const boss = await signUpAdmin(app);
  const exported = await boss.call(`/api/admin/audit.jsonl?account_id=${accountId}`);
  // The export is an entry itself, with the name and address of the operator.
  const lines = (await exported.text()).split("\n");
  const log = lines.filter((line) => !line.includes('"audit.export"')).join("\n");
  expect(log).toContain("account.settings");
  expect(log).not.toContain(email);
  expect(log).not.toContain("Cleo");
  expect(log).not.toContain("127.0.0.1");
  const { data } = await requestJson<Schemas["AuditEntryList"]>(
    boss,
    `/api/admin/audit?account_id=${accountId}&action=account.settings`,
  );
  expect(data).toMatchObject([{ actor: "erased", address: null, details: {} }]);
  const after = await verify();
  expect(after).toMatchObject({ code: 0, ok: true });
  await expectFault(
    [
      `update audit_entries set actor = 'forged' where id = ${data[0]?.id}`,
      `update audit_entries set actor = 'erased' where id = ${data[0]?.id}`,
    ],
    { faults: [{ entry_id: data[0]?.id, fault: "values" }], head },
  );
});

test("writers do not wait for the chain or for each other", async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => signUp(app)));
  await chainAuditEntries(app.ctx);
  const sql = openMaintenanceConnection(app.databaseUrl);
  try {
    await sql.begin(async (transaction) => {
      // As the job does while it appends entries, and an entry of a writer that has not committed.
      await transaction`select lock_audit_chain()`;
      await transaction`select write_audit_entry(null, 'signup')`;
      const renames = Array.from({ length: RENAMES }, (_, index) =>
        people[index % people.length]?.call("/api/account", {
          method: "PATCH",
          json: { name: `Name ${index}` },
        }),
      );
      const statuses = (await Promise.all(renames)).map((reply) => reply?.status);
      expect(statuses).toEqual(Array<number>(RENAMES).fill(200));
    });
  } finally {
    await sql.end();
  }
  expect(await verify()).toMatchObject({ code: 0, waiting: RENAMES + 1 });
  const chained = await Promise.all([1, 2, 3].map(() => chainAuditEntries(app.ctx)));
  expect(chained.reduce((sum, count) => sum + count, 0)).toBe(RENAMES + 1);
  expect(await verify()).toMatchObject({ code: 0, waiting: 0 });
});

test("a role without the right to change the audit log writes, chains and erases entries", async () => {
  const role = `writer_${crypto.randomUUID().slice(0, 8)}`;
  const person = await signUp(app);
  const asRole = (statement: string) =>
    runStatement(app.databaseUrl, `set role ${role}; ${statement}`);
  await runStatement(
    app.databaseUrl,
    `create role ${role};
     grant select, insert on audit_entries to ${role};
     grant insert on audit_unchained to ${role};
     grant select, update on accounts to ${role};
     grant select on audit_unchained, audit_chain to ${role}`,
  );
  try {
    await asRole(`select write_audit_entry('${person.accountId}', 'signup')`);
    for (const change of [
      "update audit_entries set reason = 'forged'",
      "delete from audit_entries",
      "insert into audit_chain values (1, 1, '')",
      "delete from audit_chain",
    ])
      await expect(asRole(change)).rejects.toThrow("permission denied");
    await asRole("select chain_audit_entries(1000)");
    await asRole(`select erase_audit_values('${person.accountId}')`);
    expect(await verify()).toMatchObject({ code: 0, waiting: 0 });
  } finally {
    await runStatement(app.databaseUrl, `drop owned by ${role}; drop role ${role}`);
  }
  const { email, password } = person;
  const reply = await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
  expect(reply.status).toBe(200);
});
