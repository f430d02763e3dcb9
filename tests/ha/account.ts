import { expect } from "bun:test";
import { startProgram } from "../support/cli.ts";

/**
 * Migrates a database with a program and creates an account with credits. Returns its key.
 *
 * @param main the main module of the program
 */
export async function prepareAccount(main: string, env: Record<string, string>): Promise<string> {
  const email = ["--email", "ha@example.com"];
  const run = async (...words: string[]) => {
    const args = [...words, "--json"];
    const { code, out, err } = await startProgram(main, env, { args }).result;
    expect([words.join(" "), code, err]).toEqual([words.join(" "), 0, ""]);
    return JSON.parse(out);
  };
  await run("migrate");
  await run("account", "create", ...email, "--plan", "pro", "--admin");
  await run("credits", "grant", ...email, "--credits", "1000000");
  const { key }: { key: string } = await run("key", "create", ...email, "--dialect", "hub");
  return key;
}
