// Writes generated/ out of openapi.yaml and sql/. With --check it writes into a temporary folder
// instead, and names the files of generated/ that are not what they should be.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createClientPackage } from "./client.ts";
import { docsModule } from "./docs.ts";
import { listDialects, filterDialect } from "./split-dialects.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { describeTranslationFaults, translations } from "./translations.ts";
import { methodsModule } from "./methods.ts";
import { migrationsModule } from "./migrations.ts";
import { postmanCollection } from "./postman.ts";
import { lintDocument } from "./lint-document.ts";
import { hashSchema, nextRelease } from "./release.ts";
import { clientTypes, serverTypes } from "./declarations.ts";

const root = resolve(import.meta.dir, "../..");
const home = join(root, "generated");

if (import.meta.main) {
  if (Bun.argv.includes("--check")) process.exitCode = await check();
  else for (const fault of await generate(home)) process.stderr.write(`${fault}\n`);
}

/** Reads the spec, whole and as it was written. */
export async function readSpec(): Promise<JsonObject> {
  // Bun.YAML answers unknown; YAML without custom tags is JSON.
  const spec = Bun.YAML.parse(await Bun.file(join(root, "openapi.yaml")).text()) as Json;
  if (!isObject(spec)) throw new Error("openapi.yaml is not an object");
  return spec;
}

/** Names files that differ from what is generated now, and faults of catalogues; 1 if there are any. */
async function check(): Promise<number> {
  const fresh = await mkdtemp(join(tmpdir(), "darkroom-generated-"));
  try {
    const faults = await generate(fresh);
    for (const path of await difference(fresh)) faults.push(`generated/${path} is stale`);
    for (const fault of faults) process.stderr.write(`${fault}\n`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await rm(fresh, { recursive: true });
  }
}

/** Writes everything. Answers what the translations lack or have too much. */
async function generate(folder: string): Promise<string[]> {
  const faults: string[] = [];
  const written = new Set<string>();
  const write = (path: string, text: string) => {
    written.add(path);
    return Bun.write(join(folder, path), text);
  };
  const recorded = (await readTextIfPresent(join(home, "release.txt"))) ?? "";
  await write("release.txt", nextRelease(recorded, await hashSchema(root)));
  await write("migrations.ts", await migrationsModule(root));
  const spec = await readSpec();
  lintDocument(spec);
  await write("docs.ts", await docsModule(root, listDialects(spec)));
  const clientModules = new Map<string, string>();
  for (const dialect of listDialects(spec)) {
    const document = filterDialect(spec, dialect);
    // The converter takes apart what it is given.
    const collection = await postmanCollection(structuredClone(document), dialect);
    await write(`${dialect}/openapi.json`, JSON.stringify(document, null, 2));
    await write(`${dialect}/server.ts`, await serverTypes(document));
    clientModules.set(`${dialect}/client.ts`, await clientTypes(document));
    clientModules.set(`${dialect}/methods.ts`, methodsModule(document));
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
  for (const [path, text] of clientModules) await write(path, text);
  for (const [path, text] of await createClientPackage(root, clientModules)) {
    await write(`client/${path}`, text);
  }
  // Imported late, because it reads the list of migrations that is written above.
  const { queryModules } = await import("./queries.ts");
  for (const [name, text] of await queryModules(root)) await write(`queries/${name}.ts`, text);
  const files = await listFiles(folder);
  for (const path of files) if (!written.has(path)) await rm(join(folder, path));
  await format(folder);
  return faults;
}

/** What `bun fmt` would change must not show up as a difference. */
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
  return await Array.fromAsync(new Bun.Glob("**/*").scan({ cwd: folder, dot: true }));
}

async function readTextIfPresent(path: string): Promise<string | undefined> {
  const file = Bun.file(path);
  return (await file.exists()) ? await file.text() : undefined;
}
