import { openMaintenanceConnection } from "../db.ts";
import { toStatements } from "../settings.ts";

/** The role that Darkroom connects as. It owns the database and has no rights outside of it. */
export const APPLICATION_ROLE = "darkroom_app";

/** The name of the database. */
export const DATABASE = "darkroom";

/**
 * Creates the role and the database if they do not exist, as the superuser. Takes over the objects of a
 * database whose program connected as the superuser. The caller holds start.lock.
 */
export async function prepareDatabase(
  toSuperuserUrl: (database: string) => string,
  password: string,
): Promise<void> {
  const sql = openMaintenanceConnection(toSuperuserUrl("postgres"));
  try {
    const roles = await sql`select 1 from pg_roles where rolname = ${APPLICATION_ROLE}`;
    if (roles.length === 0) {
      // The password is hexadecimal. It is random, so more iterations add no security.
      const role = `create role ${APPLICATION_ROLE} login nosuperuser password '${password}'`;
      await sql.unsafe(`set scram_iterations = 1; ${role}`);
    }
    const databases = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (databases.length === 0) {
      await sql.unsafe(`create database ${DATABASE} owner ${APPLICATION_ROLE}`);
    }
  } finally {
    await sql.end();
  }
  await takeOverObjects(toSuperuserUrl(DATABASE));
}

/** Makes the role the owner of what the superuser owns in the database, in one transaction. */
async function takeOverObjects(superuserUrl: string): Promise<void> {
  const sql = openMaintenanceConnection(superuserUrl);
  try {
    const [found] = await sql<{ count: number }[]>`
      select (
        (select count(*) from pg_class where relowner = current_user::regrole and oid >= 16384)
        + (select count(*) from pg_proc where proowner = current_user::regrole and oid >= 16384)
        + (
          select count(*)
          from pg_database
          where datname = current_database() and datdba = current_user::regrole
        )
      )::integer as count`;
    if (found?.count === 0) return;
    await sql.unsafe(`begin; ${TAKE_OVER}; commit`);
  } finally {
    await sql.end();
  }
}

// Indexes, types of tables and sequences of columns follow their tables. The first 16384 object ids are
// those of the system.
const TAKE_OVER = `
  do $take_over$
  declare
    statement text;
  begin
    for statement in
      select format('alter schema %I owner to ${APPLICATION_ROLE}', nspname)
      from pg_namespace
      where nspowner = current_user::regrole and oid >= 16384 and nspname !~ '^pg_'
      union all
      select format('alter table %s owner to ${APPLICATION_ROLE}', oid::regclass)
      from pg_class c
      where relowner = current_user::regrole
        and oid >= 16384
        and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and not relispartition
        and relnamespace::regnamespace::text !~ '^pg_'
        and not exists (
          select 1
          from pg_depend d
          where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
            and c.relkind = 'S'
        )
      union all
      select format('alter table %s owner to ${APPLICATION_ROLE}', oid::regclass)
      from pg_class
      where relowner = current_user::regrole and oid >= 16384 and relispartition and relkind in ('r', 'p')
      union all
      select format('alter routine %s owner to ${APPLICATION_ROLE}', oid::regprocedure)
      from pg_proc
      where proowner = current_user::regrole and oid >= 16384
      union all
      select format('alter type %s owner to ${APPLICATION_ROLE}', t.oid::regtype)
      from pg_type t
        left join pg_class c on c.oid = t.typrelid
      where t.typowner = current_user::regrole
        and t.oid >= 16384
        and (t.typtype in ('e', 'd') or (t.typtype = 'c' and c.relkind = 'c'))
    loop
      execute statement;
    end loop;
    execute format('alter database %I owner to ${APPLICATION_ROLE}', current_database());
  end
  $take_over$;
  set local role ${APPLICATION_ROLE};
  ${toStatements(DATABASE)}`;
