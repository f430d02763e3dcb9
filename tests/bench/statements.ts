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

/** One request for `accept_generations`, as the server sends it, for an account of bench_accounts. */
export function requestOf(account: string): Record<string, string> {
  const options = `{"background":"auto","outputFormat":"png","moderation":"auto"}`;
  const texts = {
    ...{ dialects: "hub", routes: "createImage", models: "gpt-image-2" },
    ...{ prompts: "a harbour at dawn", sizes: "1024x1024", aspectRatios: "1:1", tiers: "1K" },
    ...{ qualities: "auto", options, inputs: "[]", uploadIds: "{}" },
  };
  return {
    ids: "array[gen_random_uuid()]",
    holdIds: "array[gen_random_uuid()]",
    accountIds: `array(${columnOf(account, "account_id")})`,
    keyIds: `array(${columnOf(account, "key_id")})`,
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, `array['${text}']`])),
    ...{ ns: "array[1]", deadlineSeconds: "array[3600]", areAwaited: "array[false]" },
    fingerprints: "array[decode(repeat('00', 32), 'hex')]",
    ...{ runningLimits: "array[null]", endUsers: "array[null]", idempotencyKeys: "array[null]" },
    ...{ areRetries: "array[null]", mayWait: "false" },
  };
}

/** A column of an account of bench_accounts. */
export function columnOf(account: string, column: string): string {
  return `select ${column} from bench_accounts where n = ${account}`;
}
