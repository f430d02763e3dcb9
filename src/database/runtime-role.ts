import type postgres from "postgres";
import { AppError } from "../foundation/errors.ts";
import { programName } from "../foundation/program-name.ts";
import { readSchemaState, RELEASE } from "./release.ts";

// Rows of these tables are never changed, so the role may only add them.
const APPEND_ONLY = ["credit_entries", "audit_entries"];
// Only `migrate`, and a function with the rights of the owner, write to these tables.
const READ_ONLY = ["migrations", "schema_release", "audit_chain"];

const SCHEMAS = "public, graphile_worker";
const ROWS = "select, insert, update, delete";

/**
 * Throws what `grantRuntimeRole` would throw, so that nothing is migrated before it: `not_found` if the role
 * does not exist, and `unavailable` if the database is at a newer release, whose protected tables this
 * program does not know. The database can be empty.
 */
export async function checkRuntimeRole(sql: postgres.ISql, role: string): Promise<void> {
  const known = await sql`select 1 from pg_roles where rolname = ${role}`;
  if (known.length === 0) {
    const message = `There is no role "${role}": create it with \`create role ${role} login password …\`.`;
    throw new AppError("not_found", message);
  }
  const { release } = await readSchemaState(sql);
  if (release > RELEASE)
    throw new AppError(
      "unavailable",
      `The database is at release ${release}, and this program, at release ${RELEASE}, does not know all ` +
        `tables to protect: run \`${programName()} migrate --runtime-role ${role}\` of release ${release}.`,
    );
}

/**
 * Gives a role the privileges that `serve`, `worker` and the other commands need, and none to change the
 * schema. Must be called as the owner of the schema, after its migration. Tables that later migrations
 * create are included. Throws `not_found` if the role does not exist, and `unavailable` if the database is
 * at a newer release.
 */
export async function grantRuntimeRole(sql: postgres.Sql, role: string): Promise<void> {
  await sql.begin(async (transaction) => {
    // A newer release is migrated either before the check or after the grants.
    await transaction`lock table schema_release in share mode`;
    await checkRuntimeRole(transaction, role);
    await transaction.unsafe(toGrants(role));
    const policies = await transaction<{ name: string }[]>`
      select c.oid::regclass::text as name
      from pg_class c
      where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity`;
    await transaction.unsafe(policies.map(({ name }) => toPolicy(name, role)).join("\n"));
  });
}

function toGrants(role: string): string {
  return `
    grant usage on schema ${SCHEMAS} to "${role}";
    grant ${ROWS} on all tables in schema ${SCHEMAS} to "${role}";
    grant usage, select, update on all sequences in schema ${SCHEMAS} to "${role}";
    grant execute on all functions in schema ${SCHEMAS} to "${role}";
    alter default privileges in schema ${SCHEMAS} grant ${ROWS} on tables to "${role}";
    alter default privileges in schema ${SCHEMAS} grant usage, select, update on sequences to "${role}";
    revoke update, delete on ${APPEND_ONLY.join(", ")} from "${role}";
    revoke insert, update, delete on ${READ_ONLY.join(", ")} from "${role}";
    revoke create on schema ${SCHEMAS} from "${role}", public;`;
}

/** What the role of a connection may do in the database. */
interface RoleState {
  name: string;
  isSuperuser: boolean;
  /** Whether it can change the schema. */
  canChangeSchema: boolean;
  /** Tables that it cannot use as a runtime role. */
  missing: string[];
}

/** Reads what the current role may do. The database must be migrated. */
export async function readRoleState(sql: postgres.Sql): Promise<RoleState> {
  const [row] = await sql<(Omit<RoleState, "missing"> & { missing: string })[]>`
    select
      current_user as name,
      (select rolsuper from pg_roles where rolname = current_user) as "isSuperuser",
      has_schema_privilege(current_user, 'public', 'create') or exists (
        select 1
        from pg_class
        where relnamespace = 'public'::regnamespace
          and pg_has_role(current_user, relowner, 'member')
      ) as "canChangeSchema",
      coalesce((
        select string_agg(relname, ' ' order by relname)
        from pg_class
        where relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace)
          and relkind in ('r', 'p')
          and not has_table_privilege(current_user, oid, 'select')
      ), '') as missing`;
  if (row === undefined) throw new AppError("internal", "The role could not be read.");
  return { ...row, missing: row.missing.split(" ").filter(Boolean) };
}

// The job queue protects its tables with row-level security, which only their owner bypasses.
function toPolicy(table: string, role: string): string {
  return `
    drop policy if exists "runtime_${role}" on ${table};
    create policy "runtime_${role}" on ${table} to "${role}" using (true) with check (true);`;
}
