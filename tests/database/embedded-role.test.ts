import { afterAll, expect, test } from "bun:test";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../src/database/embedded/postgres.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import { runStatement } from "../support/run-statement.ts";

const log = createLog("error");
const temp = await mkdtemp(join(tmpdir(), "darkroom-embedded-role-"));
// As root, Postgres runs as another user, which needs access to the folder.
await chmod(temp, 0o755);

afterAll(async () => {
  await rm(temp, { recursive: true });
});

test("Darkroom connects without superuser rights: no programs, files, roles or databases", async () => {
  const database = await openEmbedded(join(temp, "new"), log);
  const [role] = await runStatement(
    database.url,
    "select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication as has_rights " +
      "from pg_roles where rolname = current_user",
  );
  expect(role).toEqual({ has_rights: false });
  for (const statement of [
    "copy (select 1) to program 'true'",
    "select pg_read_file('/etc/passwd')",
    "create role mallory",
    "create database mallory",
    "alter system set fsync = off",
    "set role darkroom",
  ]) {
    await expect(runStatement(database.url, statement)).rejects.toThrow(/permission denied|must/);
  }
  await database.stop();
});

test("a database that an earlier release owned as the superuser is taken over with its data", async () => {
  const first = await openEmbedded(join(temp, "earlier"), log);
  const superuserUrl = first.superuserUrl;
  await migrate(superuserUrl, log);
  await runStatement(
    superuserUrl,
    "insert into accounts (id, email, plan_id) values (gen_random_uuid(), 'a@b.c', 'pro')",
  );
  await runStatement(superuserUrl, "alter database darkroom owner to darkroom");
  await first.stop();
  const second = await openEmbedded(join(temp, "earlier"), log);
  const foreign = `
    select relname as name from pg_class
    where relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
      and relowner <> current_user::regrole
    union all
    select proname from pg_proc
    where pronamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
      and proowner <> current_user::regrole
    union all
    select typname from pg_type
    where typnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
      and typowner <> current_user::regrole`;
  expect(await runStatement(second.url, foreign)).toEqual([]);
  expect(await runStatement(second.url, "select email from accounts")).toEqual([
    { email: "a@b.c" },
  ]);
  // As a migration changes it.
  await runStatement(second.url, "alter table accounts add column later integer");
  expect(await runStatement(second.url, "show jit")).toEqual([{ jit: "off" }]);
  await second.stop();
});
