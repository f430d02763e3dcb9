import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Returns a module that imports every migration and function as text, so that the compiled binary
 * contains them, and exports the release number that `nextRelease` records. Functions need no order,
 * because `migrate` creates them without checking their bodies first.
 */
export async function migrationsModule(root: string): Promise<string> {
  const migrations = await listSql(join(root, "sql/migrations"));
  const functions = await listSql(join(root, "sql/functions"));
  return [
    ...migrations.map((name, index) =>
      toImportStatement(`migration${index}`, `migrations/${name}`),
    ),
    ...functions.map((name, index) => toImportStatement(`function${index}`, `functions/${name}`)),
    `import recorded from "./release.txt" with { type: "text" };`,
    "",
    "export const release = Number.parseInt(recorded, 10);",
    `export const migrations = [${toEntries("migration", migrations)}];`,
    `export const functions = [${toEntries("function", functions)}];`,
    "",
  ].join("\n");
}

/** Returns the names of a folder's .sql files without the extension, sorted. */
export async function listSql(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql"));
  return files.map((file) => file.slice(0, -".sql".length)).toSorted();
}

function toImportStatement(variable: string, path: string): string {
  return `import ${variable} from "../sql/${path}.sql" with { type: "text" };`;
}

function toEntries(variable: string, names: string[]): string {
  return names.map((name, index) => `{ name: "${name}", text: ${variable}${index} }`).join(",\n");
}
