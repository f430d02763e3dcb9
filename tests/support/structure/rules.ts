import * as layers from "./layers.ts";
import * as shape from "./shape.ts";
import { type Fault, isCode, type Source } from "./source.ts";
import * as words from "./words.ts";

/** One promise of the house's style, and files that must and must not break it. */
export interface Rule {
  guarantee: string;
  find(sources: Source[]): Fault[];
  bad: Files[];
  good: Files[];
}

/** Text by path. */
export type Files = Record<string, string>;

const LIMIT = { file: 250, testFile: 400, line: 110 };

export const RULES: Rule[] = [
  {
    guarantee: "imports point to the same layer or to a layer below",
    find: layers.findUpwardImports,
    bad: [
      { "src/core/billing/grants.ts": `import { app } from "../../dialects/hub/index.ts";` },
      { "src/core/accounts/keys.ts": `import type { Run } from "../generations/run.ts";` },
      { "src/database/db.ts": `export * from "../app/context.ts";` },
      { "src/http/app.ts": `const { serve } = await import("../server/listen.ts");` },
      { "src/foundation/log.ts": `type Db = import("../database/db.ts").Db;` },
    ],
    good: [{ "src/core/generations/run.ts": `import { capture } from "../billing/grants.ts";` }],
  },
  {
    guarantee: "every source file belongs to a layer",
    find: layers.findUnassignedFiles,
    bad: [{ "src/attic/box.ts": "" }, { "src/loose.ts": "" }, { "src/core/loose.ts": "" }],
    good: [{ "src/core/billing/grants.ts": "", "jobs/cleanup.ts": "", "tests/any.test.ts": "" }],
  },
  {
    guarantee: "folders of one layer do not import each other",
    find: layers.findSiblingImports,
    bad: [
      { "src/dialects/hub/routes.ts": `import { wrap } from "../plus/errors.ts";` },
      { "src/providers/kie/kie.ts": `import { read } from "../openai/reply.ts";` },
      { "src/docs/pages.ts": `import { page } from "../console/page.ts";` },
      { "src/core/media/images.ts": `import { list } from "../billing/plans.ts";` },
    ],
    good: [
      { "src/providers/openai/openai.ts": `import { read } from "./reply.ts";` },
      { "src/providers/index.ts": `import { kie } from "./kie/kie.ts";` },
      { "src/providers/kie/kie.ts": `import type { Provider } from "../provider.ts";` },
    ],
  },
  {
    guarantee: "imports have no cycles",
    find: layers.findCycles,
    bad: [
      { "src/database/db.ts": `import "./db.ts";` },
      {
        "src/core/media/a.ts": `import "./b.ts";`,
        "src/core/media/b.ts": `import "./c.ts";`,
        "src/core/media/c.ts": `import type { A } from "./a.ts";`,
      },
    ],
    good: [
      {
        "src/core/media/a.ts": `import "./b.ts"; import "./c.ts";`,
        "src/core/media/b.ts": `import "./c.ts";`,
        "src/core/media/c.ts": "",
      },
    ],
  },
  {
    guarantee: "a relative import spells out its extension",
    find: layers.findImportsWithoutExtension,
    bad: [
      { "src/main.ts": `import { log } from "./log";` },
      { "src/main.ts": `import "./log.js";` },
    ],
    good: [{ "src/main.ts": `import { log } from "./log.ts"; import postgres from "postgres";` }],
  },
  {
    guarantee: "a source file ends before 250 lines, a test file before 400",
    find: each(isCode, (source) =>
      shape.tooLong(source, source.path.startsWith("tests/") ? LIMIT.testFile : LIMIT.file),
    ),
    bad: [{ "src/long.ts": "x;\n".repeat(250) }, { "tests/long.test.ts": "x;\n".repeat(400) }],
    good: [{ "src/long.ts": "x;\n".repeat(249) }, { "tests/long.test.ts": "x;\n".repeat(399) }],
  },
  {
    guarantee: "a line ends before 110 columns",
    find: each(always, (source) => shape.tooWide(source, LIMIT.line)),
    bad: [{ "src/wide.ts": `// ${"x".repeat(107)}` }, { "sql/queries/wide.sql": "x".repeat(110) }],
    good: [{ "src/wide.ts": "x".repeat(109) }],
  },
  {
    guarantee: "a function has at most 50 lines of its own",
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
    guarantee: "a file's name says what it holds",
    find: each(always, shape.emptyNames),
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
    find: each(isCode, shape.unkebab),
    bad: [{ "src/core/creditGrants.ts": "" }, { "src/core/credit_grants.ts": "" }],
    good: [{ "src/core/credit-grants.ts": "", "tests/wire/hub.test.ts": "" }],
  },
  {
    guarantee: "nothing has the type any",
    find: each(isCode, words.anyTypes),
    bad: [{ "src/a.ts": `const a: any = 1;` }, { "src/a.ts": `const b = 1 as any;` }],
    good: [{ "src/a.ts": `const any = "any"; // any word` }],
  },
  {
    guarantee: "nothing is said to be there with !",
    find: each(isCode, words.assertions),
    bad: [{ "src/a.ts": `f(list[0]!);` }, { "src/a.ts": `let late!: string;` }],
    good: [{ "src/a.ts": `if (!list[0]) f("oh!");` }],
  },
  {
    guarantee: "a cast stands where its reason stands",
    find: each(inside("src/", "jobs/"), words.silentCasts),
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
    find: each(isCode, words.silencedChecks),
    bad: [{ "src/a.ts": `// @ts-ignore\nf(1);` }, { "src/a.ts": `// @ts-expect-error\nf(1);` }],
    good: [
      { "src/a.ts": `const rule = "@ts-ignore";` },
      { "tests/refused.ts": `// @ts-expect-error\nf("no number");` },
    ],
  },
  {
    guarantee: "no test is held back and none runs alone",
    find: each(inside("tests/"), words.heldBackTests),
    bad: [
      { "tests/a.test.ts": `test.skip("later", () => {});` },
      { "tests/a.test.ts": `describe.only("alone", () => {});` },
      { "tests/a.test.ts": `test.todo("some day");` },
      { "tests/a.test.ts": `it.skipIf(true)("never", () => {});` },
    ],
    good: [{ "tests/a.test.ts": `test("skips what is .skip( by name", () => {});` }],
  },
  {
    guarantee: "nothing is put off in a comment",
    find: each(isCode, words.promises),
    bad: [{ "src/a.ts": `// TODO later` }, { "src/a.ts": `/* FIXME: wrong */` }],
    good: [{ "src/a.ts": `const list = "TODO";` }],
  },
  {
    guarantee: "only src/main.ts touches the environment, to hand it to readConfig",
    find: each(inside("src/", "jobs/"), (source) =>
      source.path === "src/main.ts" ? [] : words.environment(source),
    ),
    bad: [
      { "src/core/accounts/keys.ts": `const pepper = process.env.APP_SECRET;` },
      { "jobs/cleanup.ts": `const days = Bun.env["DAYS"];` },
    ],
    good: [{ "src/main.ts": `readConfig(process.env);` }],
  },
  {
    guarantee: "nothing speaks to the console",
    find: each(inside("src/", "jobs/"), words.consoles),
    bad: [{ "src/a.ts": `console.log("here");` }, { "jobs/a.ts": `console .error("no");` }],
    good: [{ "src/a.ts": `import { page } from "./console/page.ts";` }],
  },
  {
    guarantee: "only the log, the command line and the generator print",
    find: each(
      (path) =>
        inside("src/", "jobs/")(path) &&
        !/^src\/(?:foundation\/log\.ts|main\.ts|cli\/|codegen\/)/.test(path),
      words.prints,
    ),
    bad: [{ "src/core/a.ts": `process.stdout.write("here");` }],
    good: [{ "src/cli/say.ts": `process.stdout.write("done");` }],
  },
  {
    guarantee: "what the core, providers, storage and the client export carries a docstring",
    find: each(
      inside("src/core/", "src/providers/", "src/storage/", "src/client/"),
      shape.undocumented,
    ),
    bad: [
      { "src/core/a.ts": `export function grant() {}` },
      { "src/core/a.ts": `// Not one.\nexport async function grant() {}` },
    ],
    good: [{ "src/core/a.ts": `/** Grants. */\nexport function grant() {}\nfunction own() {}` }],
  },
  {
    guarantee: "exports are named",
    find: each((path) => isCode(path) && !path.endsWith(".d.ts"), shape.defaultExports),
    bad: [{ "src/a.ts": `export default 1;` }, { "src/a.ts": `export default function f() {}` }],
    good: [{ "src/a.ts": `export const a = 1;` }],
  },
  {
    guarantee: "an exported function is declared as one",
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
    guarantee: "no error is caught to do nothing without a reason",
    find: each(isCode, words.emptyCatches),
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
    guarantee: "no error is caught to throw it again",
    find: each(isCode, words.rethrows),
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
    find: each((path) => path.endsWith(".sql"), words.shouting),
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
