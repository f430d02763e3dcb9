import document from "../../../generated/openai/openapi.json";
import type { Issue } from "../../foundation/errors.ts";
import { invalidFields } from "../../openapi/validation-error.ts";

type Body =
  | "CreateImageRequest"
  | "EditImageForm"
  | "EditImageRequest"
  | "CreateResponseRequest"
  | "ImageGenerationTool";

// Fields of the Images API without any effect on the images or the price.
const WITHOUT_EFFECT = ["metadata", "store"];
// Values of other APIs that ask for what is done anyway. In a form they are texts.
const DEFAULTS: Record<string, string> = {
  watermark: "false",
  sequential_image_generation: "disabled",
};

const KNOWN: Record<Body, ReadonlySet<string>> = {
  CreateImageRequest: listFields("CreateImageRequest", WITHOUT_EFFECT),
  EditImageForm: listFields("EditImageForm", WITHOUT_EFFECT),
  EditImageRequest: listFields("EditImageRequest", WITHOUT_EFFECT),
  CreateResponseRequest: listFields("CreateResponseRequest"),
  ImageGenerationTool: listFields("ImageGenerationTool"),
};

/**
 * Throws `invalid_request` for a field that the document does not list: it could change the images, and
 * would be charged without its effect. A field that is null, "", [] or {} asks for nothing. `path` is the
 * place of the object in the request.
 */
export function assertKnownFields(body: object, schema: Body, path: Issue["path"] = []): void {
  for (const [name, value] of Object.entries(body)) {
    if (KNOWN[schema].has(name) || isEmpty(value)) continue;
    if (Object.hasOwn(DEFAULTS, name) && String(value) === DEFAULTS[name]) continue;
    // An implausible name is not repeated: it may be very long or contain markup.
    const isPlain = /^[\w.[\]-]{1,64}$/.test(name);
    throw isPlain
      ? invalidFields([...path, name], "is not supported")
      : invalidFields(path, "has an unknown field");
  }
}

function listFields(schema: Body, unlisted: string[] = []): ReadonlySet<string> {
  return new Set([...Object.keys(document.components.schemas[schema].properties), ...unlisted]);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
