import type { components } from "../../../../generated/openai/server.ts";
import { encodeFileAsBase64 } from "../../../http/base64.ts";
import type { Context } from "../../../app/context.ts";
import { findUsage, type Generation } from "../../../core/generations/find.ts";
import { AppError } from "../../../foundation/errors.ts";
import { toFailureError } from "../../failure.ts";
import { toError } from "../errors.ts";
import { openImage, readImageProperties, toUnixSeconds, toUsage } from "../images.ts";
import type { ResponseInput } from "./input.ts";

type Schemas = components["schemas"];
type Request = Schemas["CreateResponseRequest"];
type ResponseObject = Schemas["ResponseObject"];
type ImageCall = Schemas["ImageGenerationCall"];

/** The fields of a request that its response repeats. Without its images, which can be very large. */
export type Echo = Pick<ResponseObject, "model" | "metadata" | "tool_choice" | "tools" | "user"> & {
  safety_identifier: string | null;
  prompt: string;
  action: "generate" | "edit";
};

/** The fields of a response that depend on the state of its generation. */
type State = Pick<ResponseObject, "status" | "output" | "error" | "usage" | "tool_usage"> & {
  id: string;
  createdAt: Date;
  finishedAt?: Date | null;
};

/** Returns the fields that the response repeats. */
export function toEcho(body: Request, input: ResponseInput, modelId: string): Echo {
  const { input_image_mask: _mask, ...tool } = input.tool;
  return {
    model: body.model ?? modelId,
    metadata: body.metadata ?? {},
    tool_choice: body.tool_choice ?? "auto",
    tools: [tool],
    user: body.user ?? null,
    safety_identifier: body.safety_identifier ?? null,
    prompt: input.prompt,
    action: input.imageCount > 0 ? "edit" : "generate",
  };
}

/** Returns a response whose image is not finished yet. */
export function toStarted(
  echo: Echo,
  { id, acceptedAt }: { id: string; acceptedAt: Date },
): ResponseObject {
  const state = { status: "in_progress", output: [], error: null, usage: null } as const;
  return toResponseObject(echo, { ...state, output: [], id, createdAt: acceptedAt });
}

/** Returns the response of a succeeded generation. Its image is read while the response is sent. */
export async function toCompleted(
  ctx: Context,
  generation: Generation,
  echo: Echo,
): Promise<ResponseObject> {
  const image_gen = toUsage(await findUsage(ctx, generation));
  return toResponseObject(echo, {
    ...generation,
    status: "completed",
    output: [await toFinishedCall(ctx, generation, echo)],
    error: null,
    usage: NO_TOKENS,
    tool_usage: { image_gen, web_search: { num_requests: 0 } },
  });
}

/** Returns the response of a generation that has finished without an image. */
export function toFailed(generation: Generation, echo: Echo): ResponseObject {
  const failure = toFailureError(generation);
  const { error } = toError(failure);
  const { message, param, type } = error;
  const isBlocked = failure.code === "content_blocked";
  const code = isBlocked ? "image_content_policy_violation" : "server_error";
  const call: ImageCall = {
    id: toCallId(generation.id),
    type: "image_generation_call",
    status: "failed",
    result: null,
    error,
  };
  return toResponseObject(echo, {
    ...generation,
    finishedAt: null,
    status: "failed",
    output: [call],
    error: { code, message, param, type },
    usage: null,
  });
}

/** Returns the call of the tool with the image of a generation. Throws `unavailable` if it is gone. */
export async function toFinishedCall(
  ctx: Context,
  generation: Generation,
  { action, prompt }: Echo,
): Promise<ImageCall> {
  const [image] = generation.images;
  if (image === undefined) throw new AppError("unavailable", "The image cannot be read right now.");
  const properties = await readImageProperties(ctx, { generation, image, body: {} });
  // Opened first, so that a missing image is an error instead of a response that ends early.
  const { storageKey } = image;
  const bytes = await openImage(ctx, storageKey);
  return {
    id: toCallId(generation.id),
    type: "image_generation_call",
    status: "completed",
    result: encodeFileAsBase64(async () => bytes),
    action,
    background: properties.background,
    output_format: properties.output_format,
    quality: properties.quality,
    size: properties.size,
    revised_prompt: prompt,
  };
}

/** Returns the id of the call of a generation. */
export function toCallId(generationId: string): string {
  return `ig_${generationId.replaceAll("-", "")}`;
}

const NO_TOKENS = {
  input_tokens: 0,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 0,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 0,
} as const;

function toResponseObject(echo: Echo, state: State): ResponseObject {
  return {
    id: `resp_${state.id.replaceAll("-", "")}`,
    object: "response",
    created_at: toUnixSeconds(state.createdAt),
    completed_at: state.finishedAt ? toUnixSeconds(state.finishedAt) : null,
    status: state.status,
    access_programs: null,
    background: false,
    error: state.error,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    max_tool_calls: null,
    metadata: echo.metadata,
    model: echo.model,
    output: state.output,
    output_text: "",
    parallel_tool_calls: true,
    previous_response_id: null,
    safety_identifier: echo.safety_identifier,
    service_tier: "default",
    store: false,
    temperature: null,
    text: { format: { type: "text" } },
    tool_choice: echo.tool_choice,
    tools: echo.tools,
    top_p: null,
    truncation: "disabled",
    usage: state.usage,
    tool_usage: state.tool_usage,
    user: echo.user,
  };
}
