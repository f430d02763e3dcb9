import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import type { JsonObject } from "./json.ts";
import { pythonOperations } from "./python-operations.ts";
import { pythonTypes } from "./python-schemas.ts";

const HEADER = "# Written by `bun run generate`. Do not edit.\n\n";
const SOURCE = "src/client/python";
const PACKAGE = "darkroom_client";

/**
 * Returns the files of the Python package: src/client/python and the types and operations of each
 * dialect.
 */
export async function createPythonPackage(
  root: string,
  documents: Map<string, JsonObject>,
): Promise<[path: string, text: string][]> {
  const own = await Array.fromAsync(new Bun.Glob("**/*.{py,md,typed}").scan(join(root, SOURCE)));
  const copies = own.toSorted().map(async (path): Promise<[string, string]> => {
    return [path, await Bun.file(join(root, SOURCE, path)).text()];
  });
  const license = await Bun.file(join(root, "LICENSE")).text();
  const project = await Bun.file(join(root, SOURCE, "pyproject.toml")).text();
  return [
    ...(await Promise.all(copies)),
    ["LICENSE", license],
    ["pyproject.toml", project.replace("{{version}}", manifest.version)],
    [`${PACKAGE}/_version.py`, `${HEADER}VERSION = "${manifest.version}"\n`],
    [`${PACKAGE}/_generated/__init__.py`, HEADER.trimStart().replace(/\n+$/, "\n")],
    ...[...documents].flatMap(([dialect, document]): [string, string][] => [
      [`${PACKAGE}/_generated/${dialect}_types.py`, pythonTypes(document)],
      [`${PACKAGE}/_generated/${dialect}_operations.py`, pythonOperations(document, dialect)],
    ]),
  ];
}
