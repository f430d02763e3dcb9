import type { components } from "../../../../generated/openai/server.ts";
import { encodeFileAsBase64 } from "../../../http/base64.ts";
import type { Context } from "../../../app/context.ts";
import { findUsage, type Generation } from "../../../core/generations/find.ts";
import { AppError } from "../../../foundation/errors.ts";
import { toFailureError } from "../../failure.ts";
import { toError } from "../errors.ts";
import { openImage, readImageProperties, toUnixSeconds, toUsage } from "../images.ts";
import { toCallId, toResponseId } from "./ids.ts";
import type { ResponseInput } from "./input.ts";

type Schemas = components["schemas"];
type Request = Schemas["CreateResponseRequest"];
type ResponseObject = Schemas["ResponseObject"];
type ImageCall = Schemas["ImageGenerationCall"];
type Tool = Schemas["ImageGenerationTool"];

/** The fields of a request that its response repeats. Without its images, which can be very large. */
export type Echo = Pick<
  ResponseObject,
  | "model"
  | "metadata"
  | "tool_choice"
  | "tools"
  | "user"
  | "safety_identifier"
  | "background"
  | "previous_response_id"
  | "store"
> & {
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
  return {
    model: body.model ?? modelId,
    metadata: body.metadata ?? {},
    tool_choice: toToolChoice(body),
    tools: [toShownTool(input.tool)],
    user: body.user ?? null,
    safety_identifier: body.safety_identifier ?? null,
    background: body.background ?? false,
    previous_response_id: body.previous_response_id ?? null,
    store: input.store,
    prompt: input.prompt,
    action: input.imageCount > 0 ? "edit" : "generate",
  };
}

// Without further fields, whose size has no limit.
function toToolChoice({ tool_choice: choice }: Request): Echo["tool_choice"] {
  if (typeof choice === "string") return choice;
  return choice ? { type: choice.type } : "auto";
}

/** Returns the documented options of the tool. Others are empty, and their number has no limit. */
function toShownTool(tool: Tool): Tool {
  return {
    type: tool.type,
    action: tool.action,
    model: tool.model,
    size: tool.size,
    quality: tool.quality,
    background: tool.background,
    output_format: tool.output_format,
    output_compression: tool.output_compression,
    moderation: tool.moderation,
    partial_images: tool.partial_images,
    input_fidelity: tool.input_fidelity,
    complexity: tool.complexity,
  } satisfies Record<Exclude<keyof Tool, "input_image_mask">, unknown>;
}

/** Returns a response whose image is not finished yet. */
export function toStarted(
  echo: Echo,
  { id, acceptedAt, status = "in_progress" }: Started,
): ResponseObject {
  return toResponseObject(echo, { ...NO_RESULT, status, id, createdAt: acceptedAt });
}

interface Started {
  id: string;
  acceptedAt: Date;
  /** Default: in_progress. */
  status?: "queued" | "in_progress";
}

/** Returns the response of a generation in its current state. */
export async function toCurrent(
  ctx: Context,
  generation: Generation,
  echo: Echo,
): Promise<ResponseObject> {
  const { id, createdAt: acceptedAt, status } = generation;
  switch (status) {
    case "queued":
      return toStarted(echo, { id, acceptedAt, status });
    case "running":
      return toStarted(echo, { id, acceptedAt });
    case "succeeded":
      return toCompleted(ctx, generation, echo);
    case "canceled":
      return toResponseObject(echo, {
        ...NO_RESULT,
        ...{ status: "cancelled", id, createdAt: acceptedAt },
      });
    case "failed":
    case "blocked":
      return toFailed(generation, echo);
  }
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

const NO_RESULT: Pick<State, "output" | "error" | "usage"> = {
  output: [],
  error: null,
  usage: null,
};

const NO_TOKENS = {
  input_tokens: 0,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 0,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 0,
} as const;

function toResponseObject(echo: Echo, state: State): ResponseObject {
  return {
    id: toResponseId(state.id),
    object: "response",
    created_at: toUnixSeconds(state.createdAt),
    completed_at: state.finishedAt ? toUnixSeconds(state.finishedAt) : null,
    status: state.status,
    access_programs: null,
    background: echo.background,
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
    previous_response_id: echo.previous_response_id,
    safety_identifier: echo.safety_identifier,
    service_tier: "default",
    store: echo.store,
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
