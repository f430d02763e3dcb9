import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/sdk/types.js";
import type { z } from "zod";
import type { Context } from "../../app/context.ts";
import { type Accepted, checkAcceptance } from "../../core/generations/accept.ts";
import { submitGeneration } from "../../core/generations/create.ts";
import { type Generation, isFinished, loadGeneration } from "../../core/generations/find.ts";
import { withDownloadedInputs } from "../../core/generations/input-urls.ts";
import { getThumbnail } from "../../core/generations/thumbnails.ts";
import { type Wait, waitForResult } from "../../core/generations/wait.ts";
import { acquireWaitSlot } from "../../http/wait-limit.ts";
import { toFailureError } from "../failure.ts";
import {
  type GenerateArguments,
  MAX_WAIT_SECONDS,
  type results,
  type schemas,
} from "./arguments.ts";
import { chooseModel, toGenerationRequest } from "./mapping.ts";
import type { ToolCall } from "./tool-call.ts";

/** A generation whose result is wanted. */
type Wanted = Pick<Accepted, "generationId" | "directResult"> &
  Pick<Wait<Generation>, "isNew" | "idempotencyKey"> & { waitMs: number };

/** Creates or edits images, and waits for them as long as clients wait for a tool. */
export async function createImages(
  call: ToolCall,
  given: GenerateArguments,
): Promise<CallToolResult> {
  const { ctx } = call;
  const waitMs = Math.min(1000 * MAX_WAIT_SECONDS, ctx.config.syncWaitMs);
  const releaseSlot = acquireWaitSlot(call.caller.keyId);
  try {
    const accepted = await submit(call, given, waitMs);
    const { idempotency_key: idempotencyKey } = given;
    const isNew = !accepted.replayed;
    return await toResult(call, { ...accepted, isNew, idempotencyKey, waitMs });
  } finally {
    releaseSlot();
  }
}

/** Returns the state of a generation and its images. */
export async function showStatus(
  call: ToolCall,
  { generation_id, wait_seconds = 0 }: z.output<typeof schemas.status>,
): Promise<CallToolResult> {
  const releaseSlot = acquireWaitSlot(call.caller.keyId);
  try {
    const wanted = { generationId: generation_id, isNew: false, waitMs: 1000 * wait_seconds };
    return await toResult(call, wanted);
  } finally {
    releaseSlot();
  }
}

async function submit(call: ToolCall, given: GenerateArguments, waitMs: number): Promise<Accepted> {
  const { ctx, caller, signal } = call;
  const { images: inputUrls, idempotency_key: idempotencyKey } = given;
  const request = toGenerationRequest(given, await chooseModel(ctx, given));
  const route = inputUrls === undefined ? "mcp.generate" : "mcp.edit";
  const wanted = { caller, dialect: "hub", route, request, waitMs, signal, idempotencyKey };
  if (inputUrls === undefined) return submitGeneration(ctx, { ...wanted, received: [] });
  const submission = { ...wanted, inputUrls };
  const earlier = await checkAcceptance(ctx, submission);
  const links = inputUrls.map((url, index) => ({ url, field: ["images", index] }));
  return (
    earlier ??
    withDownloadedInputs(ctx, { links }, (received) =>
      submitGeneration(ctx, { ...submission, received }),
    )
  );
}

async function toResult(
  call: ToolCall,
  { generationId: id, waitMs, isNew, directResult, idempotencyKey }: Wanted,
): Promise<CallToolResult> {
  const { ctx, caller, signal } = call;
  const read = async (finished?: Generation) =>
    finished ?? (await loadGeneration(ctx, caller.accountId, id));
  const { accountId } = caller;
  const wanted = { id, accountId, idempotencyKey, isNew, directResult, read };
  const generation = await waitForResult(ctx, wanted, { waitMs, signal });
  if (generation === undefined) return toPending(id);
  if (isFinished(generation) && generation.status !== "succeeded") throw toFailureError(generation);
  return {
    content: [
      { type: "text", text: describe(generation) },
      ...(await listContents(call, generation)),
    ],
    structuredContent: toStructured(ctx, generation),
  };
}

function describe(generation: Generation): string {
  const { id, status, images, capturedCredits, quotedCredits } = generation;
  if (!isFinished(generation))
    return `Generation ${id} is ${status}; ${quotedCredits} credits are held. ${CALL_STATUS}`;
  const size = images.map(({ width, height }) => `${width}x${height}`).join(", ");
  return `Generation ${id} has succeeded. Images: ${size}. Charged: ${capturedCredits} credits.`;
}

const CALL_STATUS = "Call status with its generation_id to get the images.";

// The database was unavailable the whole time.
function toPending(id: string): CallToolResult {
  const text = `Generation ${id} is not known to have finished. ${CALL_STATUS}`;
  return { isError: true, content: [{ type: "text", text }] };
}

/** Returns a link to each image and a small version, which a language model can see at little cost. */
async function listContents(
  { ctx, caller }: ToolCall,
  { images }: Generation,
): Promise<ContentBlock[]> {
  const blocks = images.map(async (image, index): Promise<ContentBlock[]> => {
    const { id, storageKey, contentType: mimeType } = image;
    const uri = ctx.storage.imageUrl(storageKey);
    const link = { type: "resource_link", uri, name: `image-${index + 1}`, mimeType } as const;
    // The images are paid for, so the result does not depend on their small versions.
    const small = await getThumbnail(ctx, caller.accountId, id).catch(() => undefined);
    if (small === undefined) return [link];
    return [link, { type: "image", data: small.toBase64(), mimeType: "image/webp" }];
  });
  return (await Promise.all(blocks)).flat();
}

function toStructured(ctx: Context, generation: Generation): z.output<typeof results.generation> {
  const { id, status, model, capturedCredits, quotedCredits, images } = generation;
  return {
    generation_id: id,
    status,
    model,
    credits: capturedCredits,
    credits_held: isFinished(generation) ? 0 : quotedCredits,
    images: images.map(({ storageKey, width, height, contentType }) => ({
      url: ctx.storage.imageUrl(storageKey),
      width,
      height,
      content_type: contentType,
    })),
  };
}
