import type postgres from "postgres";
import type { RunModel } from "./operations.ts";
import type { Platform } from "./platform.ts";

/** Compares grants, balances and keys with the answers to clients. */
export async function compareAccounts(
  { journal, customers }: Platform,
  model: RunModel,
  sql: postgres.Sql,
): Promise<void> {
  for (const account of customers.accounts) {
    const [row] = await sql`
      select a.available, a.held,
        (select sum(amount)::int from credit_grants g where g.account_id = a.id and g.source <> 'restore')
          as granted,
        (select coalesce(sum(delivered * unit_credits), 0)::int from generations g
          where g.account_id = a.id) as used
      from accounts a
      where a.id = ${account.id}`;
    const { available, held, granted, used } = row ?? {};
    if (held !== 0 || available !== granted - used)
      journal.violate("balance", `${account.email} ${JSON.stringify(row)}`);
  }
  await compareGrants(journal, model, sql);
  await compareKeys(journal, model, sql);
}

async function compareGrants(
  journal: Platform["journal"],
  model: RunModel,
  sql: postgres.Sql,
): Promise<void> {
  const rows = await sql<{ accountId: string; reference: string; credits: number }[]>`
    select account_id as "accountId", split_part(op_key, ':', 3) as reference,
      available_change as credits
    from credit_entries
    where kind = 'grant' and op_key like 'reference:%'`;
  for (const grant of model.grants) {
    const found = rows.filter(({ reference }) => reference === grant.reference);
    const [first] = found;
    const isRight = first?.accountId === grant.account.id && first.credits === grant.credits;
    if (found.length > 1 || (found.length === 1 && !isRight) || (grant.isAcknowledged && !first))
      journal.violate(
        "grant",
        JSON.stringify({ grant: { ...grant, account: grant.account.id }, found }),
      );
  }
}

async function compareKeys(
  journal: Platform["journal"],
  model: RunModel,
  sql: postgres.Sql,
): Promise<void> {
  const rows = await sql<{ id: string; revoked: boolean }[]>`
    select id, revoked_at is not null as revoked from keys`;
  const revoked = new Map(rows.map((row) => [row.id, row.revoked]));
  for (const { id, isRevoked } of model.keys) {
    const isWrong = !revoked.has(id) || (revoked.get(id) === true && !isRevoked);
    if (isWrong) journal.violate("key", JSON.stringify({ id, isRevoked, found: revoked.get(id) }));
  }
}
