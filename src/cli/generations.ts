import * as accounts from "../core/accounts/accounts.ts";
import { CLI } from "../core/audit/actor.ts";
import { cancelForOperator } from "../core/generations/cancel.ts";
import * as generations from "../core/generations/operator-generations.ts";
import {
  fromOperatorGeneration,
  fromOperatorGenerationDetails,
} from "../dialects/account/operator-mapping.ts";
import { command } from "./command.ts";
import {
  argument,
  defaulted,
  duration,
  email,
  flag,
  id,
  oneOf,
  optional,
  REASON,
  wholeNumber,
} from "./options.ts";
import { withRuntime } from "./runtime.ts";
import { table } from "./terminal.ts";

const STATUSES = ["queued", "running", "succeeded", "failed", "blocked", "canceled"] as const;

const listedId = id("generation list");
const GENERATION_ID = argument(listedId, "The id of the generation");

type Listed = ReturnType<typeof fromOperatorGeneration>;
type Details = ReturnType<typeof fromOperatorGenerationDetails>;

/** Lists generations of all accounts. */
export const generationList = command({
  name: "generation list",
  summary: "List generations of all accounts, newest first, without prompts and images",
  options: {
    status: optional(oneOf("STATUS", STATUSES), `Only with this status: ${STATUSES.join(", ")}`),
    email: optional(email, "Only of the account with this email address"),
    olderThan: optional(duration(), "Only accepted at least this long ago"),
    newerThan: optional(duration(), "Only accepted at most this long ago"),
    stuck: flag("Only unfinished ones that have used more than half of their time"),
    spendUnknown: flag("Only ones with a call that may have been billed without a result"),
    limit: defaulted(wholeNumber(1_000), 50, "How many at most; 50 by default"),
    before: optional(
      listedId,
      "Only generations after this one in the list: `next` of the last page",
    ),
  },
  async run(context, given) {
    const { status, email, limit, before: beforeId } = given;
    const { generations: rows, nextId } = await withRuntime(context, async (ctx) => {
      const account =
        email === undefined ? undefined : await accounts.getAccountByEmail(ctx, email);
      const filter = {
        accountId: account?.id,
        statuses: status && [status],
        isStuck: given.stuck,
        isSpendUnknown: given.spendUnknown,
        from: toPast(given.newerThan),
        to: toPast(given.olderThan),
      };
      return generations.listOperatorGenerations(ctx, { filter, limit, beforeId });
    });
    const listed = rows.map(fromOperatorGeneration);
    const head = ["ID", "STATUS", "EMAIL", "MODEL", "PROVIDER", "IMAGES", "CREATED", "REMARKS"];
    context.terminal.result({ generations: listed, next: nextId ?? null }, [
      ...table([head, ...listed.map(toCells)]),
      ...(nextId === undefined ? [] : [`More generations follow: --before ${nextId}`]),
    ]);
  },
});

function toPast(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(Date.now() - seconds * 1_000).toISOString();
}

function toCells(row: Listed): string[] {
  return [
    ...[row.id, row.status, row.account_email, row.model, row.provider ?? "-"],
    `${row.delivered_images}/${row.requested_images}`,
    ...[row.created_at, listRemarks(row).join(", ")],
  ];
}

function listRemarks({ stuck, spend_unknown, cancel_requested_at }: Listed): string[] {
  return [
    ...(stuck ? ["stuck"] : []),
    ...(spend_unknown ? ["spend unknown"] : []),
    ...(cancel_requested_at === null ? [] : ["cancel requested"]),
  ];
}

/** Shows a generation. */
export const generationShow = command({
  name: "generation show",
  summary: "Show a generation with its calls to providers and its jobs",
  options: { id: GENERATION_ID },
  async run(context, { id }) {
    const found = await withRuntime(context, (ctx) => generations.getOperatorGeneration(ctx, id));
    const shown = fromOperatorGenerationDetails(found);
    context.terminal.result(shown, toLines(shown));
  },
});

function toLines({ attempts, jobs, credits, error, ...rest }: Details): string[] {
  const facts = Object.entries(rest).map(([name, value]) => [name, String(value ?? "-")]);
  const money = Object.entries(credits).map(([name, value]) => [`credits ${name}`, String(value)]);
  const fault = error === null ? [] : [["error", `${error.code}: ${error.message}`]];
  return [
    ...table([...facts, ...money, ...fault]),
    ...attempts.flatMap(({ id, ...attempt }) => ["", `attempt ${id}`, ...toRows(attempt)]),
    ...jobs.flatMap(({ id, ...each }) => ["", `job ${id}`, ...toRows(each)]),
  ];
}

function toRows(record: object): string[] {
  return table(
    Object.entries(record).map(([name, value]) => [
      `  ${name}`,
      Array.isArray(value) ? value.join(" ") || "-" : String(value ?? "-"),
    ]),
  );
}

/** Cancels a generation. */
export const generationCancel = command({
  name: "generation cancel",
  changes: true,
  summary: "Cancel a generation of any account",
  options: { id: GENERATION_ID, reason: REASON },
  async run(context, { id, reason = null }) {
    const outcome = await withRuntime(context, (ctx) =>
      cancelForOperator(ctx, id, { ...CLI, reason }),
    );
    context.terminal.result({ id, outcome }, [
      outcome === "canceled"
        ? `Canceled the generation ${id}. Its credits are released.`
        : "Its worker was asked to abort the call. Images that have arrived are delivered and charged.",
    ]);
  },
});

/** Queues a generation again. */
export const generationRequeue = command({
  name: "generation requeue",
  changes: true,
  summary: "Give an unfinished generation a new job, if its job was lost or is dead",
  options: { id: GENERATION_ID, reason: REASON },
  async run(context, { id, reason = null }) {
    await withRuntime(context, (ctx) =>
      generations.requeueForOperator(ctx, id, { ...CLI, reason }),
    );
    context.terminal.result({ id, requeued: true }, [`Queued the generation ${id} again.`]);
  },
});
