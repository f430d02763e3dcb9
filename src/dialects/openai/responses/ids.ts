import { toUuid } from "../../../foundation/ids.ts";

const RESPONSE_PREFIX = "resp_";
const CALL_PREFIX = "ig_";
const HEX_CHARACTERS = 32;

/** Returns the public id of the response with the image of a generation. */
export function toResponseId(generationId: string): string {
  return `${RESPONSE_PREFIX}${generationId.replaceAll("-", "")}`;
}

/** Returns the id of the call of the tool in that response. */
export function toCallId(generationId: string): string {
  return `${CALL_PREFIX}${generationId.replaceAll("-", "")}`;
}

/** Returns the id of the generation of a response or call, or undefined for an id of neither. */
export function findGenerationId(publicId: string): string | undefined {
  const [, hex = ""] = /^(?:resp|ig)_([0-9a-f]+)$/.exec(publicId) ?? [];
  return hex.length === HEX_CHARACTERS ? toUuid(hex) : undefined;
}
