import { type Context, toBackground } from "../../../app/context.ts";
import { recordExport } from "../../../core/audit/audit-log.ts";
import * as keys from "../../../core/accounts/keys.ts";
import * as history from "../../../core/generations/list.ts";
import { toStream } from "../../../http/stream.ts";
import { toZip, type ZipEntry } from "../../../http/zip.ts";
import type { AccountCall } from "../call.ts";
import { createDownloadHeaders, toJsonArray, toJsonLines } from "../csv.ts";
import { readBatchRecords, readFileRecords, readFiles, toFileName } from "../export-records.ts";
import { toGenerationResponse } from "../generation-mapping.ts";
import { fromKey, toAccountResponse } from "../mapping.ts";
import { readOwnEntries } from "./audit.ts";
import { createLedgerCsv } from "./ledger.ts";
import { listWebhookResponses } from "./webhooks.ts";

const PAGE_SIZE = 100;

/** The data of the account as a ZIP archive. */
export const exportRoutes = { exportAccount };

type ExportCall = AccountCall<"exportAccount">;

async function exportAccount(call: ExportCall) {
  const { accountId, address } = call.caller;
  const exported = { action: "account.export", accountId } as const;
  await recordExport(call.ctx, { actorId: accountId, address }, exported);
  // An export takes longer than the statements of a request may.
  const entries = readEntries({ ...call, ctx: toBackground(call.ctx) });
  const file = { filename: "darkroom-export.zip", type: "application/zip" };
  return call.reply(200, toStream(toZip(entries)), createDownloadHeaders(file));
}

/** Yields the files of the archive. Each is read when it is written. */
async function* readEntries(call: ExportCall): AsyncGenerator<ZipEntry> {
  const { ctx, caller } = call;
  const { accountId } = caller;
  yield toJsonEntry("account.json", await toAccountResponse(ctx, caller));
  yield { name: "keys.json", bytes: toJsonArray(readKeyRecords(ctx, accountId)) };
  yield toJsonEntry("webhooks.json", await listWebhookResponses(ctx, accountId));
  yield { name: "ledger.csv", bytes: createLedgerCsv(ctx, accountId, {}) };
  const audit = readOwnEntries({ ctx, caller, query: {} });
  yield { name: "audit-log.jsonl", bytes: toJsonLines(audit) };
  yield { name: "generations.jsonl", bytes: toJsonLines(readDetails(ctx, accountId)) };
  yield { name: "files.jsonl", bytes: toJsonLines(readFileRecords(ctx, accountId)) };
  yield { name: "batches.jsonl", bytes: toJsonLines(readBatchRecords(ctx, accountId)) };
  for await (const generation of readGenerations(ctx, accountId)) {
    yield* readObjects(ctx, listFiles(generation));
  }
  for await (const { storageKey: key } of readFiles(ctx, accountId)) {
    if (key !== null) yield* readObjects(ctx, [{ name: toFileName(key), key }]);
  }
}

async function* readKeyRecords(ctx: Context, accountId: string) {
  for await (const key of keys.readKeys(ctx, accountId)) yield fromKey(key);
}

async function* readObjects(ctx: Context, objects: { name: string; key: string }[]) {
  for (const { name, key } of objects) {
    // Undefined if it was deleted in the meantime.
    const bytes = await ctx.storage.read(key);
    if (bytes !== undefined) yield { name, bytes };
  }
}

function toJsonEntry(name: string, content: object): ZipEntry {
  return { name, bytes: toChunk(`${JSON.stringify(content, undefined, 2)}\n`) };
}

async function* toChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Yields the generations of an account, newest first, reading one page at a time. */
async function* readGenerations(ctx: Context, accountId: string) {
  let beforeId: string | undefined;
  do {
    const page = { filter: {}, limit: PAGE_SIZE, beforeId };
    const { generations, nextId } = await history.listGenerations(ctx, accountId, page);
    yield* generations;
    beforeId = nextId;
  } while (beforeId !== undefined);
}

/** Yields the generations with the settings and metadata of their responses of the OpenAI-compatible API. */
async function* readDetails(ctx: Context, accountId: string) {
  for await (const row of readGenerations(ctx, accountId)) {
    const { response = null } = row.options;
    yield { ...(await toGenerationResponse(ctx, accountId, row)), response };
  }
}

function listFiles(generation: history.GenerationDetails): { name: string; key: string }[] {
  const images = generation.images.flatMap(({ storageKey, webpKey }) =>
    webpKey === null ? [storageKey] : [storageKey, webpKey],
  );
  const inputs = generation.inputs.map(({ storageKey }, position) => ({
    name: `inputs/${generation.id}/${position}${storageKey.slice(storageKey.lastIndexOf("."))}`,
    key: storageKey,
  }));
  return [
    ...images.map((key) => ({ name: key.replace(/^generations\//, "images/"), key })),
    ...inputs,
  ];
}
