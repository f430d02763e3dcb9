import type { Context } from "../../context.ts";
import { AppError } from "../../errors.ts";
import * as images from "../images.ts";
import { removeUnneeded } from "../unneeded-objects.ts";
import type { StoredInput } from "./request.ts";

/** A picture that a caller has sent, on this machine's disk. */
export interface ReceivedImage {
  path: string;
  /** Where it stood in the request, for the refusal. */
  field: (string | number)[];
}

/**
 * Verifies reference pictures by their bytes and moves them into our storage, out of anybody else's
 * reach. Throws `invalid_request` for what is no PNG, JPEG or WebP or has too many pixels.
 */
export async function keepInputs(
  ctx: Context,
  generationId: string,
  received: ReceivedImage[],
): Promise<StoredInput[]> {
  const facts = await Promise.all(received.map(inspect));
  const inputs = received.map(({ path }, position) => {
    const fact = facts[position];
    if (fact === undefined) throw new RangeError("one fact for each picture");
    const { format, ...seen } = fact;
    const storageKey = `inputs/${generationId}/${position}.${images.EXTENSIONS[format]}`;
    return { path, storageKey, ...seen };
  });
  const kept = await Promise.allSettled(inputs.map((input) => keepInput(ctx, input)));
  const [failed] = kept.filter((each) => each.status === "rejected");
  if (failed === undefined) return kept.flatMap((each) => ("value" in each ? [each.value] : []));
  // Some may have been stored although the answer was lost.
  await removeUnneeded(
    ctx,
    inputs.map(({ storageKey }) => storageKey),
  );
  throw failed.reason;
}

async function keepInput(
  ctx: Context,
  { path, ...input }: Omit<StoredInput, "digest"> & { path: string },
): Promise<StoredInput> {
  const [digest] = await Promise.all([
    images.digest(path),
    ctx.storage.put(input.storageKey, path, input.contentType),
  ]);
  return { ...input, digest };
}

/** What a received picture is, by its header. Throws `invalid_request` that names its field. */
export async function inspect({ path, field }: ReceivedImage): Promise<images.ImageFacts> {
  try {
    return await images.inspect(path);
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
export function dropInputs(ctx: Context, inputs: StoredInput[]): Promise<void> {
  return removeUnneeded(
    ctx,
    inputs.map((input) => input.storageKey),
  );
}
