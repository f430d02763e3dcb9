import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrationsModule } from "../../src/codegen/migrations.ts";
import { hashSchema, nextRelease } from "../../src/codegen/release.ts";
import { type Started, startProgram } from "./cli.ts";

const SOURCE = join(import.meta.dir, "../..");

/** The program of a later release. */
export interface NewerRelease {
  /** Starts a command. */
  start(settings: Record<string, string>, ...args: string[]): Started;
  remove(): Promise<void>;
}

/**
 * Builds a release with one more migration and other functions, from a copy of the source.
 *
 * @param edit changes the text of sql/functions/sign-in-attempts.sql
 * @param migration the text of the migration
 */
export async function buildNewerRelease(
  edit: (sql: string) => string,
  migration = "create table newer_release ();\n",
): Promise<NewerRelease> {
  const root = await mkdtemp(join(tmpdir(), "darkroom-newer-"));
  for (const part of ["src", "jobs", "sql", "generated", "package.json", "openapi.yaml"]) {
    await cp(join(SOURCE, part), join(root, part), { recursive: true });
  }
  await symlink(join(SOURCE, "node_modules"), join(root, "node_modules"));
  await Bun.write(join(root, "sql/migrations/9999_newer.sql"), migration);
  const functions = join(root, "sql/functions/sign-in-attempts.sql");
  await Bun.write(functions, edit(await Bun.file(functions).text()));
  const recorded = await Bun.file(join(root, "generated/release.txt")).text();
  const release = nextRelease(recorded, await hashSchema(root));
  await Bun.write(join(root, "generated/release.txt"), release);
  await Bun.write(join(root, "generated/migrations.ts"), await migrationsModule(root));
  const main = join(root, "src/main.ts");
  return {
    start: (settings, ...args) => startProgram(main, settings, { args }),
    remove: () => rm(root, { recursive: true }),
  };
}
