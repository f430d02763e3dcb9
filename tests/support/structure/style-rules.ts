import * as shape from "./shape.ts";
import { type Fault, isCode, type Rule, type Source } from "./source.ts";
import * as syntax from "./syntax.ts";
import { findUndocumentedExports } from "./usage.ts";

const LIMIT = { file: 250, testFile: 400, line: 110 };

/** The rules of style that a program can check, in the order in which they are reported. */
export const STYLE_RULES: Rule[] = [
  {
    guarantee: "a source file has fewer than 250 lines, a test file fewer than 400",
    find: each(isCode, (source) =>
      shape.tooLong(source, source.path.startsWith("tests/") ? LIMIT.testFile : LIMIT.file),
    ),
    bad: [{ "src/long.ts": "x;\n".repeat(250) }, { "tests/long.test.ts": "x;\n".repeat(400) }],
    good: [{ "src/long.ts": "x;\n".repeat(249) }, { "tests/long.test.ts": "x;\n".repeat(399) }],
  },
  {
    guarantee: "a line has fewer than 110 columns",
    find: each(always, (source) => shape.tooWide(source, LIMIT.line)),
    bad: [{ "src/wide.ts": `// ${"x".repeat(107)}` }, { "sql/queries/wide.sql": "x".repeat(110) }],
    good: [{ "src/wide.ts": "x".repeat(109) }],
  },
  {
    guarantee: "a function has at most 50 lines, not counting functions declared inside it",
    find: each(isCode, shape.longFunctions),
    bad: [
      { "src/a.ts": `function long() {\n${"call();\n".repeat(49)}}` },
      { "src/a.ts": `export const long = () => {\n${"call();\n".repeat(49)}};` },
      { "tests/a.test.ts": `test("long", () => {\n${"call();\n".repeat(49)}});` },
    ],
    good: [
      { "src/a.ts": `function fits() {\n${"call();\n".repeat(48)}}` },
      { "src/a.ts": `function room() {\n${`function f() {\n${"x;\n".repeat(30)}}\n`.repeat(3)}}` },
      { "tests/a.test.ts": `describe("group", () => {\n${"test();\n".repeat(60)}});` },
    ],
  },
  {
    guarantee: "a function takes at most 3 parameters",
    find: each(isCode, shape.wideFunctions),
    bad: [
      { "src/a.ts": `function f(a: 1, b: 2, c: 3, d: 4) {}` },
      { "src/a.ts": `g((a, b, c, d) => a);` },
    ],
    good: [{ "src/a.ts": `function f(a: 1, b: 2, { c, d, e }: T) {}` }],
  },
  {
    guarantee: "no file or folder has a vague name such as utils or helpers",
    find: each(always, shape.findVagueNames),
    bad: [
      ...["utils", "helpers", "common", "types", "constants", "service", "manager"].map((name) => ({
        [`src/core/${name}.ts`]: "",
      })),
      { "src/helpers/text.ts": "" },
      { "src/core/credit-service.ts": "" },
      { "tests/support/test-utils.ts": "" },
    ],
    good: [{ "src/core/billing/grants.ts": "" }],
  },
  {
    guarantee: "file names are kebab-case",
    find: each(isCode, shape.findNamesNotInKebabCase),
    bad: [{ "src/core/creditGrants.ts": "" }, { "src/core/credit_grants.ts": "" }],
    good: [{ "src/core/credit-grants.ts": "", "tests/dialects/hub/hub.test.ts": "" }],
  },
  {
    guarantee: "no code uses the type any",
    find: each(isCode, syntax.anyTypes),
    bad: [{ "src/a.ts": `const a: any = 1;` }, { "src/a.ts": `const b = 1 as any;` }],
    good: [{ "src/a.ts": `const any = "any"; // any word` }],
  },
  {
    guarantee: "no code uses a non-null assertion",
    find: each(isCode, syntax.assertions),
    bad: [{ "src/a.ts": `f(list[0]!);` }, { "src/a.ts": `let late!: string;` }],
    good: [{ "src/a.ts": `if (!list[0]) f("oh!");` }],
  },
  {
    guarantee: "every cast has a comment with its reason",
    find: each(inside("src/", "jobs/"), syntax.findUnexplainedCasts),
    bad: [{ "src/a.ts": `function f(x: unknown) {\n  return x as string;\n}` }],
    good: [
      {
        "src/a.ts": `// Rows come untyped.\nfunction f(x: unknown) {\n  return x as string;\n}`,
      },
      { "src/a.ts": `const NAMES = ["a", "b"] as const;` },
    ],
  },
  {
    guarantee: "the type checker is never silenced",
    find: each(isCode, syntax.silencedChecks),
    bad: [{ "src/a.ts": `// @ts-ignore\nf(1);` }, { "src/a.ts": `// @ts-expect-error\nf(1);` }],
    good: [
      { "src/a.ts": `const rule = "@ts-ignore";` },
      { "tests/refused.ts": `// @ts-expect-error\nf("no number");` },
    ],
  },
  {
    guarantee: "no test is skipped, postponed or run alone",
    find: each(inside("tests/"), syntax.findSkippedTests),
    bad: [
      { "tests/a.test.ts": `test.skip("later", () => {});` },
      { "tests/a.test.ts": `describe.only("alone", () => {});` },
      { "tests/a.test.ts": `test.todo("some day");` },
      { "tests/a.test.ts": `it.skipIf(true)("never", () => {});` },
    ],
    good: [{ "tests/a.test.ts": `test("skips what is .skip( by name", () => {});` }],
  },
  {
    guarantee: "no test sleeps for a fixed time",
    find: each((path) => path.endsWith(".test.ts"), syntax.findSleeps),
    bad: [
      { "tests/a.test.ts": `test("waits", async () => { await Bun.sleep(100); });` },
      { "tests/a.test.ts": `test("waits", () => withApp(async () => { await Bun.sleep(100); }));` },
    ],
    good: [
      { "tests/a.test.ts": `receiver.answer("/slow", async () => { await Bun.sleep(100); });` },
      { "tests/a.test.ts": `await eventually(() => isDone(), limits);` },
    ],
  },
  {
    guarantee: "no test has a time limit of its own",
    find: each((path) => path.endsWith(".test.ts"), syntax.findTimeLimits),
    bad: [
      { "tests/a.test.ts": `test("is fast", () => {}, 20_000);` },
      { "tests/a.test.ts": `beforeAll(start, LONG_MS);\nsetDefaultTimeout(60_000);` },
    ],
    good: [{ "tests/a.test.ts": `test("takes as long as it takes", () => {});` }],
  },
  {
    guarantee: "no comment postpones work",
    find: each(isCode, syntax.findDeferredWork),
    bad: [{ "src/a.ts": `// TODO later` }, { "src/a.ts": `/* FIXME: wrong */` }],
    good: [{ "src/a.ts": `const list = "TODO";` }],
  },
  {
    guarantee: "only src/main.ts reads the environment",
    find: each(inside("src/", "jobs/"), (source) =>
      source.path === "src/main.ts" ? [] : syntax.environment(source),
    ),
    bad: [
      { "src/core/accounts/keys.ts": `const pepper = process.env.APP_SECRET;` },
      { "jobs/cleanup.ts": `const days = Bun.env["DAYS"];` },
    ],
    good: [{ "src/main.ts": `readConfig(process.env);` }],
  },
  {
    guarantee: "no code calls console",
    find: each(inside("src/", "jobs/"), syntax.consoles),
    bad: [{ "src/a.ts": `console.log("here");` }, { "jobs/a.ts": `console .error("no");` }],
    good: [{ "src/a.ts": `import { page } from "./console/page.ts";` }],
  },
  {
    guarantee: "only the log, the command line and the code generator print",
    find: each(
      (path) =>
        inside("src/", "jobs/")(path) &&
        !/^src\/(?:foundation\/log\.ts|main\.ts|cli\/|codegen\/)/.test(path),
      syntax.prints,
    ),
    bad: [{ "src/core/a.ts": `process.stdout.write("here");` }],
    good: [{ "src/cli/say.ts": `process.stdout.write("done");` }],
  },
  {
    guarantee: "every export of the sources and jobs has a docstring",
    find: each(inside("src/", "jobs/"), findUndocumentedExports),
    bad: [
      { "src/core/a.ts": `export function grant() {}` },
      { "src/core/a.ts": `// Not one.\nexport async function grant() {}` },
      { "jobs/a.ts": `export interface Grant {}` },
      { "src/http/a.ts": `export const GRANT = 1;` },
      { "src/http/a.ts": `export type Grant = string;` },
    ],
    good: [
      { "src/core/a.ts": `/** Grants. */\nexport function grant() {}\nfunction own() {}` },
      { "src/core/a.ts": `export { grant } from "./grants.ts";` },
    ],
  },
  {
    guarantee: "exports are named",
    find: each((path) => isCode(path) && !path.endsWith(".d.ts"), shape.defaultExports),
    bad: [{ "src/a.ts": `export default 1;` }, { "src/a.ts": `export default function f() {}` }],
    good: [{ "src/a.ts": `export const a = 1;` }],
  },
  {
    guarantee: "an exported function is a function declaration",
    find: each(inside("src/", "jobs/"), shape.arrowExports),
    bad: [{ "src/a.ts": `export const f = () => 1;` }],
    good: [{ "src/a.ts": `export function f() {}\nexport const g: Scene = () => 1;` }],
  },
  {
    guarantee: "AppError and the client's errors are the only classes",
    find: each(inside("src/", "jobs/"), shape.classes),
    bad: [
      { "src/a.ts": `class CreditService {}` },
      { "src/a.ts": `const a = class {};` },
      { "src/client/hub.ts": `class HubClient {}` },
    ],
    good: [
      { "src/foundation/errors.ts": `export class AppError extends Error {}` },
      { "src/client/errors.ts": `export class ApiError extends Error {}` },
    ],
  },
  {
    guarantee: "an empty catch block has a comment with its reason",
    find: each(isCode, syntax.emptyCatches),
    bad: [
      { "src/a.ts": `try { f(); } catch {}` },
      { "src/a.ts": `try { f(); } catch (e) {\n}` },
      { "src/a.ts": `f().catch(() => {});` },
    ],
    good: [
      { "src/a.ts": `try { f(); } catch { return undefined; }` },
      { "src/a.ts": `try { f(); } catch {\n  // The status says it already.\n}` },
    ],
  },
  {
    guarantee: "no catch block only rethrows its error",
    find: each(isCode, syntax.rethrows),
    bad: [
      { "src/a.ts": `try { f(); } catch (error) { throw error; }` },
      { "src/a.ts": `try { f(); } catch (error) { log.warn("failed", { error }); throw error; }` },
    ],
    good: [
      { "src/a.ts": `try { f(); } catch (error) { if (isBusy(error)) return; throw error; }` },
    ],
  },
  {
    guarantee: "SQL is in lower case",
    find: each((path) => path.endsWith(".sql"), syntax.findUpperCaseSql),
    bad: [{ "sql/queries/a.sql": `SELECT 1;` }, { "sql/a.sql": `select accountId from keys` }],
    good: [
      { "sql/queries/a.sql": `/* @name Find */ select 'YES' -- NO\nfrom keys where id = :keyId!;` },
      { "sql/queries/a.sql": `select now()::text as "createdAt"` },
    ],
  },
];

function each(applies: (path: string) => boolean, find: (source: Source) => Fault[]) {
  return (sources: Source[]) => sources.filter(({ path }) => applies(path)).flatMap(find);
}

function inside(...folders: string[]) {
  return (path: string) => isCode(path) && folders.some((folder) => path.startsWith(folder));
}

function always(): boolean {
  return true;
}
