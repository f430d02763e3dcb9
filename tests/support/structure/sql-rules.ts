import type { Fault, Rule, Source } from "./source.ts";

const MAX_FUNCTION_LINES = 60;
const MAX_POSITIONAL_ARGUMENTS = 4;
const DEFINITION = /^create (?:or replace )?(function|type|table) (\w+)/;

/** The rules for the files in `sql/`. */
export const SQL_RULES: Rule[] = [
  {
    guarantee: "no two queries have the same name",
    find: findRepeatedQueries,
    bad: [
      { "sql/queries/a.sql": "/* @name find */", "sql/queries/b.sql": "/* @name find */" },
      { "sql/queries/a.sql": "/* @name find */\n/* @name find */" },
    ],
    good: [{ "sql/queries/a.sql": "/* @name find */\n/* @name list */" }],
  },
  {
    guarantee: "every query is used",
    find: findUnusedQueries,
    bad: [{ "sql/queries/a.sql": "/* @name find */", "src/a.ts": "queries.findAll.run()" }],
    good: [{ "sql/queries/a.sql": "/* @name find */", "src/a.ts": "queries.find.run()" }],
  },
  {
    guarantee: "every SQL function, type and table has a comment",
    find: findUndocumented,
    bad: [
      { "sql/functions/a.sql": "create or replace function a() returns void" },
      { "sql/migrations/0001_a.sql": "-- A.\n\ncreate table a (" },
      { "sql/migrations/0001_a.sql": "create type a as enum ('b');" },
    ],
    good: [{ "sql/functions/a.sql": "-- Returns one.\ncreate or replace function a()" }],
  },
  {
    guarantee: `a SQL function has at most ${MAX_FUNCTION_LINES} lines`,
    find: findLongFunctions,
    bad: [{ "sql/functions/a.sql": toFunction(57) }],
    good: [{ "sql/functions/a.sql": toFunction(56) }],
  },
  {
    guarantee: `a SQL function is called with at most ${MAX_POSITIONAL_ARGUMENTS} unnamed arguments`,
    find: findPositionalCalls,
    bad: [
      { "sql/functions/a.sql": `${toFunction(0)}select a(1, f(2, 3), 4, array[5, 6], 7);` },
      {
        "sql/functions/a.sql": toFunction(0),
        "sql/queries/b.sql": "select *\nfrom a(1,\n2, 3, 4, 5);",
      },
    ],
    good: [
      { "sql/functions/a.sql": `${toFunction(0)}select a(1, f(2, 3), ')', array[4, 5]);` },
      {
        "sql/functions/a.sql": `${toFunction(0)}select a(b => 1, c => 2, d => 3, e => 4, f => 5);`,
      },
    ],
  },
  {
    guarantee: "an advisory lock is taken by a function with a name",
    find: findLockNumbers,
    bad: [{ "sql/functions/a.sql": "perform pg_advisory_xact_lock(1, 2);" }],
    good: [
      { "sql/functions/a.sql": "perform pg_advisory_lock(worker_lock_class(), own);" },
      { "sql/functions/advisory-locks.sql": "select pg_advisory_xact_lock(1, 2)" },
    ],
  },
  {
    guarantee: "a check in a migration has a name",
    find: findUnnamedChecks,
    bad: [{ "sql/migrations/0001_a.sql": "  amount integer check (amount > 0)," }],
    good: [
      { "sql/migrations/0001_a.sql": "  constraint a_amount check (amount > 0)," },
      { "sql/migrations/0001_a.sql": "  constraint a_amount\n    check (amount > 0)," },
    ],
  },
];

function findRepeatedQueries(sources: Source[]): Fault[] {
  const seen = new Set<string>();
  return listQueries(sources).flatMap(({ name, place }) => {
    if (seen.has(name)) return [`${place}: ${name}`];
    seen.add(name);
    return [];
  });
}

function findUnusedQueries(sources: Source[]): Fault[] {
  const code = sources.filter(({ path }) => /^(src|jobs|tests)\/.*\.tsx?$/.test(path));
  const words = new Set(code.flatMap(({ bare }) => bare.match(/\w+/g) ?? []));
  return listQueries(sources).flatMap(({ name, place }) =>
    words.has(name) ? [] : [`${place}: ${name}`],
  );
}

function listQueries(sources: Source[]): { name: string; place: string }[] {
  const files = sources.filter(({ path }) => path.startsWith("sql/queries/"));
  return files.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      const name = line.match(/@name (\w+)/)?.[1];
      return name === undefined ? [] : [{ name, place: `${path}:${index + 1}` }];
    }),
  );
}

function findUndocumented(sources: Source[]): Fault[] {
  return listDefinitions(sources).flatMap(({ name, source, index }) =>
    source.lines[index - 1]?.startsWith("--") ? [] : [`${source.path}:${index + 1}: ${name}`],
  );
}

function listDefinitions(sources: Source[]) {
  const files = sources.filter(({ path }) => /^sql\/(functions|migrations)\//.test(path));
  return files.flatMap((source) =>
    source.lines.flatMap((line, index) => {
      const [, kind = "", name = ""] = line.match(DEFINITION) ?? [];
      return kind === "" ? [] : [{ kind, name, source, index }];
    }),
  );
}

/** Returns a function with so many lines between `begin` and `end`. */
function toFunction(lines: number): string {
  return `create or replace function a()\nbegin\n${"x;\n".repeat(lines)}end\n  $$;\n`;
}

function findLongFunctions(sources: Source[]): Fault[] {
  return listDefinitions(sources).flatMap(({ kind, name, source, index }) => {
    if (kind !== "function") return [];
    const lines = source.lines.slice(index).findIndex((line) => line.endsWith("$$;")) + 1;
    const isTooLong = lines > MAX_FUNCTION_LINES;
    return isTooLong ? [`${source.path}:${index + 1}: ${name} has ${lines} lines`] : [];
  });
}

function findPositionalCalls(sources: Source[]): Fault[] {
  const functions = listDefinitions(sources).filter(({ kind }) => kind === "function");
  const names = new Set(functions.map(({ name }) => name));
  const files = sources.filter(({ path }) => /^sql\/(functions|queries)\//.test(path));
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?<!function )\b(\w+)\(/g)].flatMap(({ 1: name = "", index }) => {
      if (!names.has(name)) return [];
      const unnamed = listArguments(text.slice(index + name.length + 1)).filter(
        (each) => !each.includes("=>"),
      );
      const line = text.slice(0, index).split("\n").length;
      return unnamed.length > MAX_POSITIONAL_ARGUMENTS ? [`${path}:${line}: ${name}`] : [];
    }),
  );
}

/** Returns the arguments of a call from the text after its opening parenthesis. */
function listArguments(text: string): string[] {
  const blanked = text.replaceAll(/'[^']*'/g, "''");
  const parts = [""];
  let depth = 0;
  for (const character of blanked) {
    if (")]".includes(character) && depth-- === 0) break;
    if ("([".includes(character)) depth++;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function findLockNumbers(sources: Source[]): Fault[] {
  const files = sources.filter(({ path }) => path.endsWith(".sql"));
  const others = files.filter(({ path }) => path !== "sql/functions/advisory-locks.sql");
  return others.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) =>
      /\bpg_(try_)?advisory\w*\(\d/.test(line) ? [`${path}:${index + 1}`] : [],
    ),
  );
}

function findUnnamedChecks(sources: Source[]): Fault[] {
  const files = sources.filter(({ path }) => path.startsWith("sql/migrations/"));
  return files.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      const isNamed = `${lines[index - 1] ?? ""}\n${line}`.includes("constraint ");
      return /\bcheck \(/.test(line) && !isNamed ? [`${path}:${index + 1}`] : [];
    }),
  );
}
