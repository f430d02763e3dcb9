import * as layers from "./layers.ts";
import type { Rule } from "./source.ts";

/** The rules of ARCHITECTURE.md about folders and imports. */
export const STRUCTURE_RULES: Rule[] = [
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
    bad: [{ "src/unknown/file.ts": "" }, { "src/loose.ts": "" }, { "src/core/loose.ts": "" }],
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
    guarantee: "the core, the jobs and SQL do not contain words of a dialect's wire format",
    find: layers.findWireWords,
    bad: [
      { "src/core/webhooks/events.ts": `const type = "text2img";` },
      { "sql/functions/finish.sql": `select 'X-Gptimg-Event';` },
    ],
    good: [{ "src/dialects/plus/mapping.ts": `const type = "text2img";` }],
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
    guarantee: "a relative import includes the file extension",
    find: layers.findImportsWithoutExtension,
    bad: [
      { "src/main.ts": `import { log } from "./log";` },
      { "src/main.ts": `import "./log.js";` },
    ],
    good: [{ "src/main.ts": `import { log } from "./log.ts"; import postgres from "postgres";` }],
  },
];
