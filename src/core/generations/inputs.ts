import type { Context } from "../../app/context.ts";
import { AppError, formatFieldPath } from "../../foundation/errors.ts";
import * as images from "../media/images.ts";
import { removeInputMetadata } from "../media/metadata/remove-metadata.ts";
import { addPendingInputs } from "../media/pending-inputs.ts";
import { removeUnneeded } from "../media/unneeded-objects.ts";
import type { StoredInput } from "./request.ts";

/** An image that the client sent, as a local file. */
export interface ReceivedImage {
  path: string;
  /** Path of the request field, for validation errors. */
  field: (string | number)[];
}

/** A verified input image, still a local file. */
interface VerifiedInput {
  path: string;
  input: StoredInput;
}

/**
 * Verifies input images by their bytes, removes their metadata, and assigns their storage keys. Throws
 * `invalid_request` for other formats than PNG, JPEG and WebP, for too many pixels and for damaged images.
 */
export async function verifyInputs(
  generationId: string,
  received: ReceivedImage[],
): Promise<VerifiedInput[]> {
  // All headers first: an invalid image is rejected before any is read.
  const facts = await Promise.all(received.map(inspect));
  const verifying = facts.map(async (before, position) => {
    const image = received[position];
    if (image === undefined) throw new RangeError("expected an image for all facts");
    return verifyInput(image, before, `inputs/${generationId}/${position}`);
  });
  try {
    return await Promise.all(verifying);
  } finally {
    // One that continues would write into the folder of the request, which is about to be removed.
    await Promise.allSettled(verifying);
  }
}

async function verifyInput(
  { path: source, field }: ReceivedImage,
  before: images.ImageFacts,
  name: string,
): Promise<VerifiedInput> {
  const { format } = before;
  const path = await withField(field, () => removeInputMetadata(source, format, `${source}-clean`));
  const after = path === source ? before : await images.inspectImage(path);
  const { format: _format, ...seen } = after;
  const storageKey = `${name}.${images.EXTENSIONS[format]}`;
  return { path, input: { storageKey, ...seen, digest: await images.computeImageDigest(path) } };
}

/** Moves verified inputs of a generation that is not accepted yet into the storage. */
export async function storeInputs(
  ctx: Context,
  generationId: string,
  inputs: VerifiedInput[],
): Promise<StoredInput[]> {
  if (inputs.length === 0) return [];
  const keys = inputs.map(({ input }) => input.storageKey);
  await addPendingInputs(ctx, generationId, keys);
  const results = await Promise.allSettled(inputs.map((each) => storeInput(ctx, each)));
  const [failed] = results.filter((each) => each.status === "rejected");
  if (failed === undefined) return results.flatMap((each) => ("value" in each ? [each.value] : []));
  // Some may have been stored although the response was lost.
  await removeUnneeded(ctx, keys);
  throw failed.reason;
}

async function storeInput(ctx: Context, { path, input }: VerifiedInput): Promise<StoredInput> {
  await ctx.storage.put(input.storageKey, path, input.contentType);
  return input;
}

/**
 * Returns the format and size of an input image from its header. Throws `invalid_request` with the field's
 * path.
 */
export function inspect({ path, field }: ReceivedImage): Promise<images.ImageFacts> {
  return withField(field, () => images.inspectImage(path));
}

/** Adds the path of a request field to errors, and to their messages. */
async function withField<Result>(
  field: ReceivedImage["field"],
  step: () => Promise<Result>,
): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid_request") throw error;
    const { code, message } = error;
    throw new AppError(code, `${formatFieldPath(field)}: ${message}`, {
      cause: error,
      details: { issues: [{ path: field, reason: message }] },
    });
  }
}

/** Removes inputs that no generation needs. Never rejects. */
export function deleteInputs(ctx: Context, inputs: StoredInput[]): Promise<void> {
  return removeUnneeded(
    ctx,
    inputs.map((input) => input.storageKey),
  );
}
