import type postgres from "postgres";
import type { CreateOperation, RunModel } from "./operations.ts";
import type { Platform } from "./platform.ts";
import { findTag } from "./tags.ts";

/** A generation in the database. */
export interface StoredGeneration {
  id: string;
  accountId: string;
  prompt: string;
  n: number;
  status: string;
  delivered: number;
  unitCredits: number;
  errorCode: string | null;
  /** What its attempts say. */
  attempts: { outcome: string; message: string | null }[];
}

/** Reads all generations, by their tag. */
export async function readGenerations(sql: postgres.Sql): Promise<Map<string, StoredGeneration[]>> {
  const rows = await sql<StoredGeneration[]>`
    select
      g.id, g.account_id as "accountId", g.prompt, g.n, g.status, g.delivered,
      g.unit_credits as "unitCredits", g.error_code as "errorCode",
      coalesce((
        select jsonb_agg(jsonb_build_object('outcome', a.outcome, 'message', a.message) order by a.id)
        from provider_attempts a
        where a.generation_id = g.id
      ), '[]') as attempts
    from generations g
    order by g.created_at`;
  const byTag = new Map<string, StoredGeneration[]>();
  for (const row of rows) {
    const tag = findTag(row.prompt) ?? row.prompt;
    byTag.set(tag, [...(byTag.get(tag) ?? []), row]);
  }
  return byTag;
}

/** Compares the answers to clients with the generations in the database. */
export function compareGenerations(
  { journal }: Platform,
  model: RunModel,
  byTag: Map<string, StoredGeneration[]>,
): void {
  for (const operation of model.creates) {
    const stored = byTag.get(operation.tag) ?? [];
    const violate = (kind: string, text: string) =>
      journal.violate(kind, `${operation.tag}: ${text} ${describe(operation, stored)}`);
    checkAcknowledged(operation, stored, violate);
    checkCount(operation, stored, violate);
    checkRefused(operation, stored, violate);
  }
  const tags = new Set(model.creates.map(({ tag }) => tag));
  for (const [tag, stored] of byTag)
    if (!tags.has(tag)) journal.violate("generation", `no client created ${tag} ${stored[0]?.id}`);
}

type Violate = (kind: string, text: string) => void;

function checkAcknowledged(
  operation: CreateOperation,
  stored: StoredGeneration[],
  violate: Violate,
): void {
  for (const id of operation.acknowledged) {
    const row = stored.find((each) => each.id === id);
    if (row === undefined) violate("lost create", `the acknowledged generation ${id} is missing`);
    else if (row.accountId !== operation.account.id)
      violate("generation", "another account owns it");
    else if (operation.finalState !== undefined && !isState(row.status, operation.finalState))
      violate("state", `a client has seen ${operation.finalState}, it is ${row.status}`);
  }
  for (const { status, images, generationId } of operation.answers) {
    const row = stored.find((each) => each.id === generationId);
    if (status === 200 && images !== undefined && images > 0 && row?.delivered !== images)
      violate("lost image", `the client got ${images} images, ${row?.delivered} are recorded`);
  }
}

/** The dialects name the same final states differently. */
function isState(status: string, shown: string): boolean {
  const names: Record<string, string[]> = {
    succeeded: ["succeeded", "completed"],
    failed: ["failed"],
    blocked: ["blocked", "failed"],
    canceled: ["canceled", "cancelled", "failed"],
  };
  return names[status]?.includes(shown) === true;
}

function checkCount(
  operation: CreateOperation,
  stored: StoredGeneration[],
  violate: Violate,
): void {
  const most = operation.answers.length === 0 ? 0 : 1;
  // Requests with one key, and a request without one that was sent once, make one generation.
  if (stored.length > most) violate("double create", `${stored.length} generations`);
  if (operation.acknowledged.size > 1) violate("double create", "several ids were acknowledged");
}

/** A client that was only asked to try again, without an id, must not have paid. */
function checkRefused(
  { answers }: CreateOperation,
  stored: StoredGeneration[],
  violate: Violate,
): void {
  const wasOnlyRefused =
    answers.length > 0 &&
    answers.every(({ status, generationId }) => status === 503 && generationId === undefined);
  if (wasOnlyRefused && stored.some(({ delivered }) => delivered > 0))
    violate("charged 503", "every answer was 503 without an id, and it was charged");
}

function describe({ answers, ...operation }: CreateOperation, stored: StoredGeneration[]): string {
  const heard = answers.map(({ status, code, generationId }) => [status, code, generationId]);
  const { dialect, isSync, idempotencyKey, prompt } = operation;
  return JSON.stringify({ dialect, isSync, idempotencyKey, prompt, heard, stored });
}
