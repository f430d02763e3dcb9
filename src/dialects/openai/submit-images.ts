import type { components, operations } from "../../../generated/openai/server.ts";
import type { Context } from "../../app/context.ts";
import { findGeneratedSize } from "../../core/models/legacy-sizes.ts";
import type { Accepted } from "../../core/generations/accept.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { isForm } from "../../http/request-parser.ts";
import type { Call } from "../../openapi/handlers.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { ModelLimits } from "../model-limits.ts";
import type { ImageRequest } from "./image-request.ts";
import { isUrlWanted } from "./images.ts";
import { findUnsupportedSize } from "./shape.ts";
import { submitEdit, submitLinks, submitPrompt } from "./image-call.ts";
import { checkAlpha, listFormImages, listImageLinks } from "./inputs.ts";
import { assertKnownFields } from "./known-fields.ts";
import { toEdit, toRequest } from "./mapping.ts";
import { deleteReferences, listImageFields, listReferences } from "./references.ts";

type Schemas = components["schemas"];
type CallPart =
  "ctx" | "caller" | "body" | "request" | "requestId" | "signal" | "setHeader" | "releaseBody";
/** The parts of a call that are needed to submit its request. */
export type CreateCall = Pick<Call<operations["createImage"], Caller>, CallPart>;
/** The same for an edit. */
export type EditCall = Pick<Call<operations["editImage"], Caller>, CallPart>;

/** Submits a request for images. With input images it is an edit. */
export async function submitCreate(call: CreateCall, model: ModelLimits): Promise<Accepted> {
  const { ctx, body } = call;
  assertKnownFields(body, "CreateImageRequest");
  const limits = await findLimits(ctx, body, model);
  return submitReferences(call, { body, model: limits, route: "createImage" });
}

/** Submits an edit of files or of images at URLs. */
export async function submitEditRequest(call: EditCall, model: ModelLimits): Promise<Accepted> {
  if (!isForm(call.request)) {
    // The body was validated against the schema of its media type.
    const body = call.body as Schemas["EditImageRequest"];
    assertKnownFields(body, "EditImageRequest");
    if (listReferences(body).images.length === 0) throw invalidFields(["images"], "is required");
    const limits = await findLimits(call.ctx, body, model);
    return submitReferences(call, { body, model: limits, route: "editImage" });
  }
  // As above.
  const body = call.body as Schemas["EditImageForm"];
  assertKnownFields(body, "EditImageForm");
  const sent = { count: body.image.length, hasMask: body.mask !== undefined };
  const request = toEdit(body, await findLimits(call.ctx, body, model), sent);
  if (body.markup) await checkAlpha({ path: body.markup.path, field: ["markup"] });
  return submitEdit(call, { route: "editImage", request }, listFormImages(body));
}

/** Returns the limits of a model with the size that it generates for an unsupported size. */
async function findLimits(
  ctx: Context,
  body: ImageRequest,
  model: ModelLimits,
): Promise<ModelLimits> {
  const size = findUnsupportedSize(body);
  return size ? { ...model, generatedSize: await findGeneratedSize(ctx, size) } : model;
}

interface Wanted {
  body: Schemas["CreateImageRequest"] | Schemas["EditImageRequest"];
  model: ModelLimits;
  route: string;
}

async function submitReferences(
  call: CreateCall | EditCall,
  { body, model, route }: Wanted,
): Promise<Accepted> {
  const references = listReferences(body);
  const { length: count } = references.images;
  const hasMask = references.mask !== undefined;
  if (count === 0) {
    if (hasMask) throw invalidFields(["mask"], "requires an image");
    const request = toRequest(body, model);
    // The events of a stream are made of the stored images.
    const needsBase64 = !body.stream && !isUrlWanted(body);
    return submitPrompt(call, { route, request, needsBase64 });
  }
  const field = references.images[0]?.path[0];
  const request = toEdit(body, model, { count, hasMask, field: String(field) });
  const accepted = await submitLinks(call, { route, request }, listImageLinks(references));
  // Frees data URLs of many megabytes while the caller waits.
  for (const list of [references.images, ...listImageFields(body)])
    if (Array.isArray(list)) list.length = 0;
  deleteReferences(body);
  call.releaseBody();
  return accepted;
}
