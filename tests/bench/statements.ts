import { join } from "node:path";

const QUERIES = join(import.meta.dir, "../../sql/queries");

/** The text of a named query, with an example value for each parameter. */
export async function statement(name: string, values: Record<string, string>): Promise<string> {
  const [room = "", query = ""] = name.split(".");
  const file = await Bun.file(join(QUERIES, `${room}.sql`)).text();
  const text = new RegExp(`@name ${query} \\*/([^;]*);`).exec(file)?.[1];
  if (text === undefined) throw new Error(`There is no query ${name}.`);
  return text.trim().replaceAll(/(?<!:):(\w+)!?/g, (_, parameter: string) => {
    const value = values[parameter];
    if (value === undefined) throw new Error(`${name} needs a value for ${parameter}.`);
    return `(${value})`;
  });
}

/** One item for `accept_generations`, as the server sends it, for an account of bench_accounts. */
export function itemOf(account: string): string {
  return `
    select jsonb_build_array(jsonb_build_object(
      'id', gen_random_uuid(), 'holdId', gen_random_uuid(),
      'accountId', account_id, 'keyId', key_id, 'runningLimit', null,
      'dialect', 'hub', 'route', 'createImage', 'model', 'gpt-image-2',
      'prompt', 'a harbour at dawn', 'n', 1, 'size', '1024x1024', 'aspectRatio', '1:1',
      'tier', '1K', 'quality', 'auto',
      'options', jsonb_build_object('background', 'auto', 'outputFormat', 'png', 'moderation', 'auto'),
      'inputs', jsonb_build_array(), 'endUser', null, 'idempotencyKey', null,
      'fingerprint', '${"0".repeat(64)}', 'resent', null, 'deadlineSeconds', 3600
    ))
    from bench_accounts
    where n = ${account}`;
}

/** A column of an account of bench_accounts. */
export function columnOf(account: string, column: string): string {
  return `select ${column} from bench_accounts where n = ${account}`;
}
