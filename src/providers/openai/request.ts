import { APIError, toStreamingFile } from "openai";
import type OpenAI from "openai";
import type { Attempt, LocalImage, ProviderRequest } from "../provider.ts";

/** The client of a provider, and the `fetch` of one attempt, which the client uses as well. */
interface Sender {
  client: OpenAI;
  send(url: string, init: RequestInit): Promise<Response>;
}

/**
 * Sends the call of an attempt and returns the raw response with an unread body. With input images it is
 * an edit, whose files are streamed from disk. Throws the errors of the client.
 */
export function sendRequest(
  sender: Sender,
  request: ProviderRequest,
  attempt: Attempt,
): Promise<Response> {
  const fields = { ...imageFields(request), ...streamFields(request, attempt) };
  if (request.inputs.length === 0) return sendJson(sender, "/images/generations", fields);
  return sender.client.images.edit({ ...fields, ...fileFields(request) }).asResponse();
}

// Without the client, whose preparation of a request takes longer than everything else that is done for it
// before it is sent.
async function sendJson({ client, send }: Sender, path: string, body: object): Promise<Response> {
  const headers = new Headers({
    accept: "application/json",
    authorization: `Bearer ${client.apiKey}`,
    "content-type": "application/json",
  });
  const url = client.buildURL(path, undefined);
  const response = await send(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (response.ok) return response;
  throw toStatusError(response, await response.text());
}

function toStatusError({ status, headers }: Response, text: string): APIError {
  try {
    return APIError.generate(status, JSON.parse(text), undefined, headers);
  } catch {
    return APIError.generate(status, undefined, text, headers);
  }
}

/** Requests an event stream if previews are requested. */
function streamFields(request: ProviderRequest, attempt: Attempt) {
  if (request.partialImages === 0 || attempt.onPartial === undefined) return {};
  return { stream: true, partial_images: request.partialImages } as const;
}

function imageFields(request: ProviderRequest) {
  const { size, background, moderation, outputFormat, outputCompression, user } = request;
  return {
    model: request.model,
    prompt: request.prompt,
    n: request.n,
    size: size === "auto" ? size : `${size.width}x${size.height}`,
    quality: request.quality,
    output_format: outputFormat,
    ...(background !== "auto" && { background }),
    ...(moderation !== "auto" && { moderation }),
    ...(outputFormat !== "png" &&
      outputCompression !== undefined && { output_compression: outputCompression }),
    ...(user !== undefined && { user }),
    ...optionalFields(request),
    ...(!isGptImage(request.model) && { response_format: "b64_json" as const }),
  };
}

/** Returns the fields of models that are declared to honor them. Only compatible servers have `seed`. */
function optionalFields({ complexity, seed, inputFidelity, style }: ProviderRequest) {
  return {
    ...(complexity !== undefined && { complexity }),
    ...(seed !== undefined && { seed }),
    ...(inputFidelity !== undefined && { input_fidelity: inputFidelity }),
    ...(style !== undefined && { style }),
  };
}

/** Returns whether a model always returns base64 and rejects `response_format`. */
function isGptImage(model: string): boolean {
  return /^(chat)?gpt-image-/.test(model);
}

function fileFields({ inputs, mask, markup }: ProviderRequest) {
  const files = inputs.map((input, index) => toUpload(input, `image-${index}`));
  const [first] = files;
  return {
    image: first !== undefined && files.length === 1 ? first : files,
    ...(mask && { mask: toUpload(mask, "mask") }),
    ...(markup && { markup: toUpload(markup, "markup") }),
  };
}

/** Returns a streamed file. The client would read a plain file object into memory before sending. */
function toUpload({ path, contentType }: LocalImage, name: string) {
  const extension = contentType.slice("image/".length);
  return toStreamingFile(Bun.file(path).stream(), `${name}.${extension}`, { type: contentType });
}
