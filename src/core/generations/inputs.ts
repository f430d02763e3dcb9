import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as images from "../media/images.ts";
import { removeUnneeded } from "../media/unneeded-objects.ts";
import type { StoredInput } from "./request.ts";

/** A picture that a caller has sent, on this machine's disk. */
export interface ReceivedImage {
  path: string;
  /** Where it stood in the request, for the refusal. */
  field: (string | number)[];
}

/** A reference image that was verified, still on this machine's disk. */
export interface VerifiedInput {
  path: string;
  input: StoredInput;
}

/**
 * Verifies reference images by their bytes, and says where they will be stored. Throws `invalid_request`
 * for what is no PNG, JPEG or WebP or has too many pixels.
 */
export async function verifyInputs(
  generationId: string,
  received: ReceivedImage[],
): Promise<VerifiedInput[]> {
  const facts = await Promise.all(received.map(inspect));
  return Promise.all(
    received.map(async ({ path }, position) => {
      const fact = facts[position];
      if (fact === undefined) throw new RangeError("one fact for each picture");
      const { format, ...seen } = fact;
      const storageKey = `inputs/${generationId}/${position}.${images.EXTENSIONS[format]}`;
      return {
        path,
        input: { storageKey, ...seen, digest: await images.computeImageDigest(path) },
      };
    }),
  );
}

/** Moves verified inputs into our storage, out of anybody else's reach. */
export async function storeInputs(ctx: Context, inputs: VerifiedInput[]): Promise<StoredInput[]> {
  const kept = await Promise.allSettled(inputs.map((each) => keepInput(ctx, each)));
  const [failed] = kept.filter((each) => each.status === "rejected");
  if (failed === undefined) return kept.flatMap((each) => ("value" in each ? [each.value] : []));
  // Some may have been stored although the answer was lost.
  await removeUnneeded(
    ctx,
    inputs.map(({ input }) => input.storageKey),
  );
  throw failed.reason;
}

async function keepInput(ctx: Context, { path, input }: VerifiedInput): Promise<StoredInput> {
  await ctx.storage.put(input.storageKey, path, input.contentType);
  return input;
}

/** What a received picture is, by its header. Throws `invalid_request` that names its field. */
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
