import { toStreamingFile } from "openai";
import type OpenAI from "openai";
import type { Attempt, LocalImage, ProviderRequest } from "../provider.ts";

/**
 * Sends the one call of an attempt and answers the raw reply, its body unread. With inputs it is an
 * edit, whose files are streamed from disk.
 */
export function sendRequest(
  client: OpenAI,
  request: ProviderRequest,
  attempt: Attempt,
): Promise<Response> {
  const fields = { ...imageFields(request), ...streamFields(request, attempt) };
  if (request.inputs.length === 0) return client.images.generate(fields).asResponse();
  return client.images.edit({ ...fields, ...fileFields(request) }).asResponse();
}

/** Whether previews are wanted, and therefore the reply as events. */
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
    ...(!isGptImage(request.model) && { response_format: "b64_json" as const }),
  };
}

/** These models always answer base64 and refuse to be asked for it; others may default to links. */
function isGptImage(model: string): boolean {
  return /^(chat)?gpt-image-/.test(model);
}

function fileFields({ inputs, mask }: ProviderRequest) {
  const files = inputs.map((input, index) => toUpload(input, `image-${index}`));
  const [first] = files;
  return {
    image: first !== undefined && files.length === 1 ? first : files,
    ...(mask && { mask: toUpload(mask, "mask") }),
  };
}

/** A plain file object would be read into memory whole before the first byte is sent. */
function toUpload({ path, contentType }: LocalImage, name: string) {
  const extension = contentType.slice("image/".length);
  return toStreamingFile(Bun.file(path).stream(), `${name}.${extension}`, { type: contentType });
}
