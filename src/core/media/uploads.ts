import { createHmac } from "node:crypto";
import * as queries from "../../../generated/queries/uploads.ts";
import type { Context } from "../../app/context.ts";
import { AppError, formatFieldPath } from "../../foundation/errors.ts";
import { toUuid } from "../../foundation/ids.ts";
import { type ImageFormat, toExtension } from "./images.ts";
import { addPendingInputs } from "./pending-inputs.ts";
import { removeStored } from "./removal.ts";
import * as scratch from "./temp-dir.ts";
import { computeFileDigest, verifyUpload, type VerifiedUpload } from "./verify-upload.ts";

// Lifetimes of a signed upload URL, and of an upload until it is claimed.
const SIGNED_SECONDS = 5 * 60;
const LIFE_SECONDS = 24 * 3600;
// A claim that started in time may still be running when the upload expires.
const GRACE_SECONDS = 3600;
// Maximum uploads of an account that no generation has used, including unused upload URLs.
const MOST_UNUSED_FILES = 100;
const MOST_UNUSED_BYTES = 500 * 1024 * 1024;
const RETRY_SECONDS = 60;
const REAPED_AT_ONCE = 200;

const UNKNOWN = "is not the key of an upload of this account";
const REPLACED = "was changed after its first use: upload the image under a new key";

/** An upload to announce. */
export interface NewUpload {
  accountId: string;
  /** For display only; not part of the storage key. */
  filename: string;
  contentType: `image/${ImageFormat}`;
  sizeBytes: number;
  /** A request with the same key returns the same upload with a new signature. */
  idempotencyKey?: string | undefined;
}

/** A signed URL for a PUT of one file, and the key that references the file afterwards. */
export interface SignedUpload {
  key: string;
  url: string;
  headers: Record<string, string>;
  expiresAt: Date;
  /** Whether an earlier request with the same idempotency key created the upload. */
  replayed: boolean;
}

/** The verified copy of an upload. Clients cannot write to it, and every use of the upload gets it. */
export interface ClaimedUpload {
  uploadId: string;
  storageKey: string;
  contentType: `image/${ImageFormat}`;
  width: number;
  height: number;
  sizeBytes: number;
  /** SHA-256 of the copy, in hex. */
  digest: string;
}

/** The uploads that a request references. */
export interface RequestedUploads {
  accountId: string;
  keys: string[];
  /** Name of the request field, for validation errors. */
  field: string;
}

/**
 * Signs a PUT of one file of exactly this size and type, valid for five minutes. Throws
 * `idempotency_mismatch` if the idempotency key belongs to an upload of another file, `rate_limited` if the
 * account has too many unused uploads, and `unavailable` if too little disk space is free.
 */
export async function createUpload(ctx: Context, request: NewUpload): Promise<SignedUpload> {
  const { idempotencyKey, ...wanted } = request;
  const { contentType, sizeBytes } = wanted;
  await requireSpace(ctx, sizeBytes);
  const id =
    idempotencyKey === undefined
      ? crypto.randomUUID()
      : deriveId(ctx, wanted.accountId, idempotencyKey);
  const key = `uploads/${id}.${toExtension(contentType)}`;
  const times = { signedSeconds: SIGNED_SECONDS, lifeSeconds: LIFE_SECONDS };
  const limits = { maxFiles: MOST_UNUSED_FILES, maxBytes: String(MOST_UNUSED_BYTES) };
  const upload = { ...wanted, ...times, ...limits, id, storageKey: key };
  const [row] = await queries.insertUpload.run(upload, ctx.db);
  if (row?.waitSeconds != null) throw tooMany(row.waitSeconds);
  if (row?.signedUntil == null) {
    throw new AppError("internal", "The upload could not be created.");
  }
  const { filename, signedUntil: expiresAt, replayed } = row;
  const isSame =
    filename === wanted.filename && row.contentType === contentType && row.sizeBytes === sizeBytes;
  if (!isSame) {
    const message =
      "This Idempotency-Key was used with another request: use a new key for a new request.";
    throw new AppError("idempotency_mismatch", message);
  }
  const object = { sizeBytes, contentType, expiresInSeconds: SIGNED_SECONDS };
  const { url, headers } = await ctx.storage.presignPut(key, object);
  return { key, url, headers, expiresAt, replayed: replayed ?? false };
}

/** Returns the upload id for an idempotency key of an account. It cannot be guessed. */
function deriveId(ctx: Context, accountId: string, idempotencyKey: string): string {
  const digest = createHmac("sha256", ctx.secrets.uploadIds)
    .update(JSON.stringify(["upload-id", accountId, idempotencyKey]))
    .digest();
  // Version 8 and the variant of RFC 9562.
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return toUuid(digest.subarray(0, 16).toString("hex"));
}

/**
 * Returns verified copies of uploads, in the order of the keys. A file is verified by its bytes, encoded
 * again without EXIF, and copied to a key that clients cannot write to; from then on the upload refers to
 * the copy. Throws `invalid_request` with every key that belongs to another account or is unknown, expired,
 * not uploaded, not as declared, or changed after its first use; then no upload is claimed.
 */
export async function claimUploads(
  ctx: Context,
  wanted: RequestedUploads,
): Promise<ClaimedUpload[]> {
  await using own = scratch.openTempDir(ctx, "claim");
  const checked = await checkAll(ctx, wanted, await own.made);
  throwFirstFault(wanted, checked);
  const claimed = new Map<string, ClaimedUpload | string>();
  for (const [key, each] of checked) claimed.set(key, await settle(ctx, wanted, each));
  return throwFirstFault(wanted, claimed);
}

/** Deletes uploads that can no longer be used, with their files. Returns how many. */
export function cleanUpUploads(ctx: Context): Promise<number> {
  return removeStored(ctx, {
    step: "uploads",
    list: (exceptIds) =>
      queries.listStaleUploads.run(
        { graceSeconds: GRACE_SECONDS, limit: REAPED_AT_ONCE, exceptIds },
        ctx.db,
      ),
    keysOf: ({ storageKey, copyKey }) => (copyKey === null ? [storageKey] : [storageKey, copyKey]),
    forget: (ids) => queries.deleteUploads.run({ ids }, ctx.db),
  });
}

// On the disk storage, an upload that could not be received is not signed.
async function requireSpace({ storage, disk }: Context, sizeBytes: number): Promise<void> {
  if (!storage.receiveUpload || (await disk.freeBytes()) >= sizeBytes) return;
  const message = "The server has too little free disk space for uploads. Try again later.";
  throw new AppError("unavailable", message, { details: { retryAfterSeconds: RETRY_SECONDS } });
}

function tooMany(retryAfterSeconds: number): AppError {
  const message =
    `The account has ${MOST_UNUSED_FILES} uploads, or 500 MB of them, that no generation was made ` +
    "with. Use some of them, or wait until they expire, a day after they were made.";
  return new AppError("rate_limited", message, { details: { retryAfterSeconds } });
}

/** A copy, a file to copy, or the reason why the upload cannot be used. */
type Checked = ClaimedUpload | VerifiedUpload | string;

async function checkAll(ctx: Context, wanted: RequestedUploads, folder: string) {
  const { accountId, keys } = wanted;
  const rows = await queries.findUploads.run({ accountId, storageKeys: keys }, ctx.db);
  const checked = new Map<string, Checked>();
  for (const key of new Set(keys)) {
    const row = rows.find(({ storageKey }) => storageKey === key);
    checked.set(key, row ? await check(ctx, row, { accountId, folder }) : UNKNOWN);
  }
  return checked;
}

type Row = queries.IFindUploadsResult;

async function check(
  ctx: Context,
  row: Row,
  { accountId, folder }: { accountId: string; folder: string },
): Promise<Checked> {
  if (row.expired) return "has expired: upload the image again";
  if (row.copyKey !== null) return toClaimedUpload(row, await computeFileDigest(ctx, row, folder));
  const prepared = await verifyUpload(ctx, row, folder);
  if (prepared !== undefined) return prepared;
  // Removed after the lookup, because another request has claimed it.
  const now = await find(ctx, accountId, row.storageKey);
  return now?.copyKey == null
    ? "has no image yet: PUT it to the upload's url first"
    : toClaimedUpload(now, undefined);
}

async function find(ctx: Context, accountId: string, key: string): Promise<Row | undefined> {
  const [row] = await queries.findUploads.run({ accountId, storageKeys: [key] }, ctx.db);
  return row;
}

/** Returns the copy of a claimed upload, unless another file was uploaded to its key since. */
function toClaimedUpload(row: Row, sourceDigest: string | undefined): ClaimedUpload | string {
  const isReplaced = sourceDigest !== undefined && sourceDigest !== row.sourceDigest;
  if (isReplaced || row.copyKey === null) return REPLACED;
  return {
    uploadId: row.id,
    storageKey: row.copyKey,
    contentType: row.copyContentType,
    width: row.copyWidth,
    height: row.copyHeight,
    sizeBytes: row.copySizeBytes,
    digest: row.copyDigest,
  };
}

async function settle(
  ctx: Context,
  wanted: RequestedUploads,
  checked: Checked,
): Promise<ClaimedUpload | string> {
  if (typeof checked === "string" || "uploadId" in checked) return checked;
  const { id, path, sourceKey, sourceDigest, ...facts } = checked;
  // Unique, so that two concurrent claims do not overwrite each other's copy.
  const storageKey = `inputs/${id}/${crypto.randomUUID()}.${toExtension(facts.contentType)}`;
  await addPendingInputs(ctx, id, [storageKey]);
  await ctx.storage.put(storageKey, path, facts.contentType);
  const claimed: ClaimedUpload = { uploadId: id, storageKey, ...facts };
  const won = await queries.claimUpload.run({ ...claimed, sourceDigest }, ctx.db);
  if (won.length > 0) {
    await ctx.storage.remove([sourceKey]);
    return claimed;
  }
  await ctx.storage.remove([storageKey]);
  const row = await find(ctx, wanted.accountId, sourceKey);
  return row === undefined ? REPLACED : toClaimedUpload(row, sourceDigest);
}

/** Returns the result for each key, in order. Throws one error with all rejected keys. */
function throwFirstFault<T>(
  { keys, field }: RequestedUploads,
  found: Map<string, T | string>,
): T[] {
  const each = keys.map((key) => found.get(key) ?? UNKNOWN);
  const issues = each.flatMap((one, index) =>
    typeof one === "string" ? [{ path: [field, index], reason: one }] : [],
  );
  const [first] = issues;
  if (first === undefined) return each.flatMap((one) => (typeof one === "string" ? [] : [one]));
  const message = `${formatFieldPath(first.path)}: ${first.reason}.`;
  throw new AppError("invalid_request", message, { details: { issues } });
}
