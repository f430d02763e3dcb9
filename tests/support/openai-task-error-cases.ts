import { eventually } from "./eventually.ts";
import type { ErrorCase } from "./hub-error-cases.ts";
import { announce } from "./announced-body.ts";
import { DAMAGE_CASES, ERROR_CASES, errorsOfKey } from "./openai-error-cases.ts";
import { postJson } from "./openai-client.ts";
import type { Scenario } from "./scenario.ts";

const CREATE = "/v1/images/generations";
const EDIT = "/v1/images/edits";
// The errors that a request without a task gets from the provider, or after a wait.
const OF_RESULT = ["500 generation_failed", "503 server_is_overloaded", "504 generation_timeout"];
// Some of their cases are not those of a task: these are below.
const OWN = ["400 moderation_blocked", "413 payload_too_large"];

type Send = (scene: Scenario, headers?: Record<string, string>) => Promise<Response>;

const READS: [name: string, send: Send][] = ["getImageTask", "getTask"].map((name) => {
  const folder = name === "getTask" ? "/v1/tasks" : "/v1/images/tasks";
  return [
    name,
    ({ customer }, headers = {}) => customer.call(`${folder}/${crypto.randomUUID()}`, { headers }),
  ];
});

/** Requests that cause each documented error of tasks, by operation, status and code. */
export const TASK_ERROR_CASES: Record<string, ErrorCase[]> = {
  ...listCreateErrors("createImage", CREATE),
  ...listCreateErrors("editImage", EDIT),
  ...Object.assign({}, ...READS.map(([name, send]) => errorsOfKey(name, send))),
  ...Object.fromEntries(
    READS.map(([name, send]) => [`${name} 404 not_found`, [{ provoke: (scene) => send(scene) }]]),
  ),
};

/** The errors of tasks on a server whose database is missing, or a part of it. */
export const TASK_DAMAGE_CASES: typeof DAMAGE_CASES = [
  ...DAMAGE_CASES.flatMap(([name, missing, send]): typeof DAMAGE_CASES =>
    /^(create|edit)Image /.test(name)
      ? [[name.replace(" ", "Task "), missing, (scene) => send(toTaskScene(scene))]]
      : [],
  ),
  ...READS.flatMap(([name, send]): typeof DAMAGE_CASES => [
    [`${name} 500 internal_error`, "table generations", (scene) => send(scene)],
    [`${name} 503 server_is_overloaded`, "database", (scene) => send(scene)],
  ]),
];

/** Returns the errors of a create at the path of its tasks. */
function listCreateErrors(name: string, path: string): Record<string, ErrorCase[]> {
  const shared = Object.entries(ERROR_CASES).flatMap(([key, cases]): [string, ErrorCase[]][] => {
    const [operation = "", ...error] = key.split(" ");
    const isOther = [...OF_RESULT, ...OWN].includes(error.join(" "));
    return operation === name && !isOther ? [[toTaskName(key), cases.map(toTaskCase)]] : [];
  });
  const images = [{ image_url: "https://127.0.0.1/a.png" }];
  const refused = { prompt: "a hill #refused", ...(path === EDIT && { images }) };
  return {
    ...Object.fromEntries(shared),
    [`${name}Task 400 moderation_blocked`]: [
      {
        provoke: ({ customer }) => postJson(customer, `${path}/async`, { body: refused }),
      },
    ],
    [`${name}Task 413 payload_too_large`]: [
      { provoke: (scene) => announce(scene, `${path}/async`) },
    ],
  };
}

function toTaskName(key: string): string {
  return key.replace(" ", "Task ");
}

function toTaskCase({ prepare, provoke }: ErrorCase): ErrorCase {
  return {
    ...(prepare && {
      prepare: async (scene: Scenario) => {
        await prepare(toTaskScene(scene));
        await awaitGenerations(scene);
      },
    }),
    provoke: (scene) => provoke(toTaskScene(scene)),
  };
}

/** Waits until the tasks of an account have ended, so that they change nothing later. */
async function awaitGenerations({ app, customer }: Scenario): Promise<void> {
  const statement = "select 1 from generations where account_id = $1 and finished_at is null";
  const isDone = async () =>
    (await app.ctx.db.query(statement, [customer.accountId])).rowCount === 0;
  await eventually(isDone, { message: "The tasks did not end" });
}

/** Returns a scene whose creates are sent to the paths of tasks. */
function toTaskScene(scene: Scenario): Scenario {
  const call: Scenario["customer"]["call"] = (path, init) =>
    scene.customer.call(path === CREATE || path === EDIT ? `${path}/async` : path, init);
  return { ...scene, customer: { ...scene.customer, call } };
}
