import * as queries from "../../../../generated/queries/generations.ts";
import type { Context } from "../../../app/context.ts";
import { type Generation, loadGeneration } from "../../../core/generations/find.ts";
import type { InputUrl } from "../../../core/generations/input-urls.ts";
import type { GenerationOptions } from "../../../core/generations/request.ts";
import { AppError, type Issue } from "../../../foundation/errors.ts";
import { toNotFoundError } from "../../../foundation/ids.ts";
import { createValidationError } from "../../../openapi/validation-error.ts";
import { findGenerationId } from "./ids.ts";
import type { Echo } from "./response.ts";

/** What is stored of a request. Its prompt is stored with the generation. */
type StoredEcho = Omit<Echo, "prompt" | "store">;

/** A response that can be read, with its generation in the current state. */
interface StoredResponse {
  generation: Generation;
  echo: Echo;
}

/** Returns the options with which a generation is accepted whose response can be read later. */
export function toStoredOptions({
  prompt: _prompt,
  store,
  ...echo
}: Echo): Partial<GenerationOptions> {
  return store ? { response: echo satisfies StoredEcho } : {};
}

/**
 * Returns the fields that the response of a generation repeats. An equal request that found the generation
 * of an earlier one gets the response of that.
 */
export function toEffectiveEcho(own: Echo, generation: Pick<Generation, "options">): Echo {
  const stored = findStoredEcho(generation);
  return stored === undefined
    ? { ...own, store: false }
    : { ...stored, prompt: own.prompt, store: true };
}

/**
 * Returns a stored response of an account. Throws `not_found`, also if it was deleted, was not to be stored,
 * or belongs to another account.
 */
export async function getStoredResponse(
  ctx: Context,
  accountId: string,
  responseId: string,
): Promise<StoredResponse> {
  const id = findGenerationId(responseId);
  if (id === undefined) throw toNotFoundError();
  const generation = await loadGeneration(ctx, accountId, id);
  const stored = findStoredEcho(generation);
  if (stored === undefined) throw toNotFoundError();
  // Only a completed response repeats its prompt.
  const prompt = generation.status === "succeeded" ? await getPrompt(ctx, accountId, id) : "";
  return { generation, echo: { ...stored, prompt, store: true } };
}

/**
 * Finds the images of those links whose `url` is the id of a response or of a call. Throws
 * `invalid_request` for what is not stored or has no image.
 */
export async function resolveResponseIds(
  ctx: Context,
  accountId: string,
  links: InputUrl[],
): Promise<InputUrl[]> {
  const found = await Promise.all(links.map((link) => resolveLink(ctx, accountId, link)));
  const issues = found.flatMap((each) => ("issue" in each ? [each.issue] : []));
  if (issues.length > 0) throw createValidationError(issues);
  return found.flatMap((each) => ("link" in each ? [each.link] : []));
}

async function resolveLink(
  ctx: Context,
  accountId: string,
  link: InputUrl,
): Promise<{ link: InputUrl } | { issue: Issue }> {
  if (findGenerationId(link.url) === undefined) return { link };
  const stored = await findStored(ctx, accountId, link.url);
  if (stored === undefined)
    return {
      issue: { path: link.field, reason: "is not the ID of a stored response or its call" },
    };
  const storageKey = stored.generation.images[0]?.storageKey;
  if (storageKey === undefined)
    return { issue: { path: link.field, reason: "belongs to a response without an image" } };
  return { link: { ...link, storageKey } };
}

async function findStored(
  ctx: Context,
  accountId: string,
  publicId: string,
): Promise<StoredResponse | undefined> {
  try {
    return await getStoredResponse(ctx, accountId, publicId);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return undefined;
    throw error;
  }
}

function findStoredEcho({ options }: Pick<Generation, "options">): StoredEcho | undefined {
  // Only `toStoredOptions` writes it.
  return options.response as StoredEcho | undefined;
}

async function getPrompt(ctx: Context, accountId: string, id: string): Promise<string> {
  const [row] = await queries.findPrompt.run({ id, accountId }, ctx.db);
  // It was deleted since.
  if (row === undefined) throw toNotFoundError();
  return row.prompt;
}
