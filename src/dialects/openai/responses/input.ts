import type { components } from "../../../../generated/openai/server.ts";
import type { InputUrl } from "../../../core/generations/input-urls.ts";
import { invalidFields } from "../../../openapi/validation-error.ts";
import { toImageLink } from "../inputs.ts";
import { assertKnownFields } from "../known-fields.ts";
import { findGenerationId } from "./ids.ts";

type Schemas = components["schemas"];
type Request = Schemas["CreateResponseRequest"];
type Message = Schemas["ResponseInputMessage"];
type InputItem = Schemas["ResponseInputItem"];

/** What a request asks for. */
export interface ResponseInput {
  /** Whether the response can be read later. */
  store: boolean;
  tool: Schemas["ImageGenerationTool"];
  /** The text of the last user message. */
  prompt: string;
  /** The images to edit, then the mask. */
  links: InputUrl[];
  imageCount: number;
}

const MAX_PROMPT_LENGTH = 32_000;
const MAX_METADATA_KEY_LENGTH = 64;
const NO_CHAT_MODEL = "is not supported, because no chat model is involved";

/**
 * Returns the prompt and the images of a request. Throws `invalid_request` for what cannot be honored
 * without a chat model.
 */
export function readInput(body: Request): ResponseInput {
  const [tool] = body.tools;
  if (tool === undefined) throw new RangeError("expected one tool");
  assertKnownFields(body, "CreateResponseRequest");
  assertKnownFields(tool, "ImageGenerationTool", ["tools", 0]);
  const store = body.store ?? true;
  if (body.background && !store) throw invalidFields(["store"], "must be true with background");
  checkMetadata(body);
  if (body.instructions) throw invalidFields(["instructions"], NO_CHAT_MODEL);
  const items = typeof body.input === "string" ? [] : body.input;
  const prompt = typeof body.input === "string" ? body.input : readPrompt(items);
  const images = [...listEarlierImage(body), ...items.flatMap(listItemImages)];
  checkAction(tool, images.length);
  return {
    store,
    tool,
    prompt,
    links: [...images, ...listMask(tool)],
    imageCount: images.length,
  };
}

function checkMetadata({ metadata }: Request): void {
  const key = Object.keys(metadata ?? {}).find((each) => each.length > MAX_METADATA_KEY_LENGTH);
  if (key === undefined) return;
  throw invalidFields(
    ["metadata"],
    `must have keys of at most ${MAX_METADATA_KEY_LENGTH} characters`,
  );
}

function checkAction(
  { action, input_image_mask: mask }: Schemas["ImageGenerationTool"],
  count: number,
): void {
  if (action === "generate" && count > 0)
    throw invalidFields(["tools", 0, "action"], "must be edit or auto if the input has images");
  if (action === "edit" && count === 0)
    throw invalidFields(["tools", 0, "action"], "edit needs an input_image");
  if (mask && count === 0)
    throw invalidFields(["tools", 0, "input_image_mask"], "needs an input_image");
}

/** Returns the text of the last user message. Throws if it is blank, or if there are instructions. */
function readPrompt(items: InputItem[]): string {
  const position = items.findIndex(
    (item) => "role" in item && (item.role === "system" || item.role === "developer"),
  );
  if (position !== -1) throw invalidFields(["input", position, "role"], NO_CHAT_MODEL);
  const last = items.findLastIndex((item) => "role" in item && item.role === "user");
  const message = items[last];
  if (message === undefined || !("role" in message))
    throw invalidFields(["input"], "must contain a message of the user");
  const prompt = readText(message);
  if (prompt.trim() === "") throw invalidFields(["input", last, "content"], "must contain a text");
  if ([...prompt].length > MAX_PROMPT_LENGTH)
    throw invalidFields(
      ["input", last, "content"],
      `must have at most ${MAX_PROMPT_LENGTH} characters`,
    );
  return prompt;
}

function readText({ content }: Message): string {
  if (typeof content === "string") return content;
  const texts = content.flatMap((part) => (part.type === "input_text" ? [part.text] : []));
  return texts.join("\n");
}

/** Lists the image of the response that a request continues. */
function listEarlierImage({ previous_response_id: id }: Request): InputUrl[] {
  return id ? [toStoredLink(id, ["previous_response_id"])] : [];
}

/** Returns the link of a stored response or call by its id. */
function toStoredLink(id: string, field: InputUrl["field"]): InputUrl {
  if (findGenerationId(id) === undefined)
    throw invalidFields(field, "is not the ID of a stored response or its call");
  return { url: id, field };
}

function listItemImages(item: InputItem, position: number): InputUrl[] {
  if (!("role" in item)) {
    if (item.type === "item_reference" || !item.result)
      return [toStoredLink(item.id ?? "", ["input", position, "id"])];
    const url = `data:image/png;base64,${item.result}`;
    return [{ url, field: ["input", position, "result"] }];
  }
  if (typeof item.content === "string") return [];
  return item.content.flatMap((part, index) => {
    if (part.type !== "input_image") return [];
    const { image_url, file_id } = part;
    const reference = { image_url, file_id };
    return [toImageLink({ reference, path: ["input", position, "content", index] })];
  });
}

function listMask({ input_image_mask: mask }: Schemas["ImageGenerationTool"]): InputUrl[] {
  return mask ? [toImageLink({ reference: mask, path: ["tools", 0, "input_image_mask"] })] : [];
}
