import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as images from "../media/images.ts";
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
 * Verifies input images by their bytes and assigns their storage keys. Throws `invalid_request` for other
 * formats than PNG, JPEG and WebP and for too many pixels.
 */
export async function verifyInputs(
  generationId: string,
  received: ReceivedImage[],
): Promise<VerifiedInput[]> {
  const facts = await Promise.all(received.map(inspect));
  return Promise.all(
    received.map(async ({ path }, position) => {
      const fact = facts[position];
      if (fact === undefined) throw new RangeError("expected facts for each image");
      const { format, ...seen } = fact;
      const storageKey = `inputs/${generationId}/${position}.${images.EXTENSIONS[format]}`;
      return {
        path,
        input: { storageKey, ...seen, digest: await images.computeImageDigest(path) },
      };
    }),
  );
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
export async function inspect({ path, field }: ReceivedImage): Promise<images.ImageFacts> {
  try {
    return await images.inspectImage(path);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message } = error;
    throw new AppError(code, message, {
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
