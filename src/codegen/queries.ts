import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startup } from "@pgtyped/query";
import { processSQLQueryIR } from "@pgtyped/runtime";
import { AsyncQueue } from "@pgtyped/wire";
// The package exports only its command line, which exits the importing process.
import {
  generateDeclarationFile,
  generateTypedecsFromFile,
} from "../../node_modules/@pgtyped/cli/lib/generator.js";
import {
  TypeAllocator,
  TypeMapping,
  TypeScope,
} from "../../node_modules/@pgtyped/cli/lib/types.js";
import { migrate } from "../database/migrate.ts";
import { openEmbedded } from "../database/embedded/postgres.ts";
import { createLog } from "../foundation/log.ts";
import { listSql } from "./migrations.ts";

const transform = {
  mode: "sql" as const,
  include: "*.sql",
  emitTemplate: undefined,
  emitFileName: undefined,
};

/** Calls `use` with the URL of a temporary migrated database. */
export async function withMigratedDatabase<Result>(
  use: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-queries-"));
  // As root, Postgres runs as another user, which needs access to the folder.
  await chmod(folder, 0o755);
  const log = createLog("error");
  const database = await openEmbedded(folder, log);
  try {
    await migrate(database.url, log);
    return await use(database.url);
  } finally {
    await database.stop();
    await rm(folder, { recursive: true });
  }
}

/**
 * Returns one module for each file of sql/queries, by the name of the file. The types come from the
 * database. Throws if Postgres rejects a query.
 */
export async function queryModules(
  root: string,
  databaseUrl: string,
): Promise<Map<string, string>> {
  const config = createPgtypedConfig(databaseUrl);
  const connection = new AsyncQueue();
  await startup(config.db, connection);
  const modules = new Map<string, string>();
  for (const name of await listSql(join(root, "sql/queries"))) {
    const path = `sql/queries/${name}.sql`;
    const text = await Bun.file(join(root, path)).text();
    modules.set(name, await typeFile({ path, text }, connection, config));
  }
  connection.socket.end();
  return modules;
}

type Config = ReturnType<typeof createPgtypedConfig>;

interface QueryFile {
  path: string;
  text: string;
}

async function typeFile({ path, text }: QueryFile, connection: AsyncQueue, config: Config) {
  const types = new TypeAllocator(TypeMapping());
  types.use({ name: "PreparedQuery", from: "@pgtyped/runtime" }, TypeScope.Return);
  const typed = await generateTypedecsFromFile(text, path, connection, transform, types, config);
  // For a file that cannot be parsed, pgtyped returns no queries and no error.
  const named = text.match(/@name\s/g)?.length ?? 0;
  if (typed.typedQueries.length !== named || types.errors.length > 0) {
    throw new Error(`${path}: ${typed.typedQueries.length} of ${named} queries have types`);
  }
  for (const each of typed.typedQueries) {
    if (each.mode === "sql") Object.assign(each.query, { ir: toStatement(each.query.ir) });
  }
  return withNullableElements(generateDeclarationFile(typed))
    .replace(
      "{ PreparedQuery } from '@pgtyped/runtime'",
      "{ prepareQuery } from '../../src/database/db.ts'",
    )
    .replaceAll("new PreparedQuery<", "prepareQuery<");
}

/** Allows null elements in array parameters, which pgtyped types as in results. */
function withNullableElements(module: string): string {
  return module.replaceAll(/export interface I\w+Params \{[^}]*\}/g, (parameters) =>
    parameters.replaceAll(/: (\w+Array)\b/g, ": readonly ($1[number] | null)[]"),
  );
}

/** Returns the argument of `prepareQuery` for a query. Throws if a parameter is a list of values. */
function toStatement(ir: Parameters<typeof processSQLQueryIR>[0]) {
  const { query, mapping } = processSQLQueryIR(ir);
  const spread = ir.params.find(({ transform }) => transform.type !== "scalar");
  if (spread) throw new Error(`:${spread.name} is a list: send an array or jsonb in one parameter`);
  return { text: query, params: mapping.map(({ name }) => name) };
}

function createPgtypedConfig(databaseUrl: string) {
  const url = new URL(databaseUrl);
  return {
    db: {
      host: url.hostname,
      port: Number(url.port),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      dbName: url.pathname.slice(1),
    },
    failOnError: true,
    camelCaseColumnNames: true,
    hungarianNotation: true,
    nonEmptyArrayParams: false,
    maxWorkerThreads: undefined,
    transforms: [transform],
    srcDir: ".",
    typesOverrides: {},
  };
}
