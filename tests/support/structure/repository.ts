import { join } from "node:path";
import { type Files, read, type Source } from "./source.ts";

/** The repository's root folder. */
export const ROOT = join(import.meta.dir, "../../..");

/** Parses every TypeScript and SQL file of the repository that is not generated. */
export async function readRepository(): Promise<Source[]> {
  const files = new Bun.Glob("{src,jobs,tests,sql}/**/*.{ts,tsx,sql}").scan({ cwd: ROOT });
  const paths = (await Array.fromAsync(files)).filter((path) => path !== "sql/schema.sql").sort();
  return Promise.all(
    paths.map(async (path) => read(path, await Bun.file(join(ROOT, path)).text())),
  );
}

/** Parses files given by path and text. */
export function readAll(files: Files): Source[] {
  return Object.entries(files).map(([path, text]) => read(path, text));
}
