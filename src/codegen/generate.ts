// Writes generated/ from openapi.yaml and sql/. All files are generated and formatted in a temporary
// folder first, so that a failure leaves generated/ unchanged. With --check nothing is written, and the
// stale files of generated/ are reported.
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createClientPackage } from "./client.ts";
import { docsModule } from "./docs.ts";
import { listDialects, filterDialect } from "./split-dialects.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { describeTranslationFaults, translations } from "./translations.ts";
import { methodsModule } from "./methods.ts";
import { migrationsModule } from "./migrations.ts";
import { createPythonPackage } from "./python.ts";
import { postmanCollection } from "./postman.ts";
import { lintDocument } from "./lint-document.ts";
import { hashSchema, nextRelease } from "./release.ts";
import { describeSchema } from "./schema.ts";
import { clientTypes, namedTypes, serverTypes } from "./declarations.ts";

const root = resolve(import.meta.dir, "../..");
const home = join(root, "generated");
const schemaFile = join(root, "sql/schema.sql");

if (import.meta.main) {
  try {
    process.exitCode = await run(Bun.argv.includes("--check"));
  } catch (error) {
    // Without the stack: its source excerpt hides the message.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Parses openapi.yaml. Throws with the line and column of a syntax error. */
export async function readSpec(path: string = join(root, "openapi.yaml")): Promise<JsonObject> {
  const text = await Bun.file(path).text();
  let spec: Json;
  try {
    // Bun.YAML returns unknown; YAML without custom tags is JSON.
    spec = Bun.YAML.parse(text) as Json;
  } catch (cause) {
    throw new Error(`${path}${await findErrorPosition(path)}: ${String(cause)}`, { cause });
  }
  if (!isObject(spec)) throw new Error(`${path}: the document must be an object`);
  return spec;
}

/** Returns `:line:column` of a syntax error, which Bun.YAML does not report but Bun's module loader does. */
async function findErrorPosition(path: string): Promise<string> {
  try {
    await import(path);
  } catch (error) {
    const position = error instanceof BuildMessage ? error.position : null;
    if (position !== null) return `:${position.line}:${position.column}`;
  }
  return "";
}

/** Generates everything and replaces generated/, or compares with it. Returns the exit code. */
async function run(isCheck: boolean): Promise<number> {
  const fresh = await mkdtemp(join(tmpdir(), "darkroom-generated-"));
  try {
    const folder = join(fresh, "generated");
    const problems = await generate(folder, isCheck);
    const stale = await difference(folder);
    const schema = await readTextIfPresent(join(fresh, "schema.sql"));
    const isSchemaStale = schema !== (await readTextIfPresent(schemaFile));
    if (isCheck) problems.push(...stale.map((path) => `generated/${path} is stale`));
    else await replace(folder, stale);
    if (isCheck && isSchemaStale) problems.push("sql/schema.sql is stale");
    else if (isSchemaStale) await copyFile(join(fresh, "schema.sql"), schemaFile);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    return isCheck && problems.length > 0 ? 1 : 0;
  } finally {
    await rm(fresh, { recursive: true });
  }
}

/** Copies changed files into generated/ and deletes files that are no longer generated. */
async function replace(fresh: string, stale: string[]): Promise<void> {
  for (const path of stale) {
    const from = join(fresh, path);
    const to = join(home, path);
    if (await Bun.file(from).exists()) {
      await mkdir(dirname(to), { recursive: true });
      await copyFile(from, to);
    } else await rm(to);
  }
}

/** Writes all files into a folder. Returns missing and stale translations. */
async function generate(folder: string, isCheck: boolean): Promise<string[]> {
  const faults: string[] = [];
  const written = new Set<string>();
  const write = (path: string, text: string) => {
    written.add(path);
    return Bun.write(join(folder, path), text);
  };
  const recorded = (await readTextIfPresent(join(home, "release.txt"))) ?? "";
  await write("release.txt", nextRelease(recorded, await hashSchema(root)));
  const spec = await readSpec();
  lintDocument(spec);
  await write("docs.ts", await docsModule(root, listDialects(spec)));
  const clientModules = new Map<string, string>();
  const documents = new Map<string, JsonObject>();
  for (const dialect of listDialects(spec)) {
    const document = filterDialect(spec, dialect);
    documents.set(dialect, document);
    // The converter modifies its input.
    const collection = await postmanCollection(structuredClone(document), dialect);
    await write(`${dialect}/openapi.json`, JSON.stringify(document, null, 2));
    await write(`${dialect}/server.ts`, await serverTypes(document));
    for (const [name, text] of await createClientModules(document))
      clientModules.set(`${dialect}/${name}`, text);
    await write(`postman/${dialect}.json`, JSON.stringify(collection, null, 2));
    for (const [language, localised] of await translations(root, dialect, document)) {
      await write(
        `${dialect}/openapi.${language}.json`,
        JSON.stringify(localised.document, null, 2),
      );
      faults.push(
        ...describeTranslationFaults(`src/docs/languages/${language}/${dialect}.json`, localised),
      );
    }
  }
  for (const [path, text] of await createPackages(clientModules, documents))
    await write(path, text);
  await write("migrations.ts", await migrationsModule(root));
  if (!isCheck) await publishMigrations(folder);
  // Imported late, because it applies the migrations of generated/migrations.ts.
  const { queryModules, withMigratedDatabase } = await import("./queries.ts");
  await withMigratedDatabase(async (databaseUrl) => {
    for (const [name, text] of await queryModules(root, databaseUrl)) {
      await write(`queries/${name}.ts`, text);
    }
    await Bun.write(join(folder, "../schema.sql"), await describeSchema(databaseUrl));
  });
  await removeOthers(folder, written);
  await format(folder);
  return faults;
}

/** Returns the modules of the clients, and the files of the packages for TypeScript and Python. */
async function createPackages(
  modules: Map<string, string>,
  documents: Map<string, JsonObject>,
): Promise<[path: string, text: string][]> {
  const files = {
    client: await createClientPackage(root, modules),
    python: await createPythonPackage(root, documents),
  };
  const packages = Object.entries(files).flatMap(([folder, each]) =>
    each.map(([path, text]): [string, string] => [`${folder}/${path}`, text]),
  );
  return [...modules, ...packages];
}

/** Returns the modules of one dialect that the client package builds on. */
async function createClientModules(document: JsonObject): Promise<[name: string, text: string][]> {
  return [
    ["client.ts", await clientTypes(document)],
    ["types.ts", namedTypes(document)],
    ["methods.ts", methodsModule(document)],
  ];
}

async function removeOthers(folder: string, written: Set<string>): Promise<void> {
  const files = await listFiles(folder);
  for (const path of files) if (!written.has(path)) await rm(join(folder, path));
}

/** Replaces generated/migrations.ts before the others: queries are typed against the migrated database. */
async function publishMigrations(folder: string): Promise<void> {
  await format(folder);
  await mkdir(home, { recursive: true });
  await copyFile(join(folder, "migrations.ts"), join(home, "migrations.ts"));
}

/** Formats the files like `bun fmt`. */
async function format(folder: string): Promise<void> {
  const run = Bun.spawn([process.execPath, "fmt", "--no-script", folder], {
    cwd: root,
    stdout: "ignore",
    stderr: "pipe",
  });
  if ((await run.exited) !== 0) throw new Error(await Bun.readableStreamToText(run.stderr));
}

async function difference(fresh: string): Promise<string[]> {
  const paths = new Set([...(await listFiles(home)), ...(await listFiles(fresh))]);
  const texts = (path: string) =>
    [home, fresh].map((folder) => readTextIfPresent(join(folder, path)));
  const stale: string[] = [];
  for (const path of [...paths].toSorted()) {
    const [before, after] = await Promise.all(texts(path));
    if (before !== after) stale.push(path);
  }
  return stale;
}

async function listFiles(folder: string): Promise<string[]> {
  const files = await Array.fromAsync(new Bun.Glob("**/*").scan({ cwd: folder, dot: true }));
  // What Python and pip write next to the sources of the Python package.
  return files.filter((path) => !/^python\/(?:build\/|.*(?:__pycache__|\.egg-info)\/)/.test(path));
}

async function readTextIfPresent(path: string): Promise<string | undefined> {
  const file = Bun.file(path);
  return (await file.exists()) ? await file.text() : undefined;
}
