import type { components } from "../../../generated/openai/server.ts";
import { invalidFields } from "../../openapi/validation-error.ts";

type Schemas = components["schemas"];
type ImageInput = Schemas["ImageInput"];
// The names that clients give the field with the images.
const SPELLINGS = ["image", "images", "image_url", "image_urls"] as const;

/** The members of a JSON body that name images. */
type ImageFields = Pick<Schemas["CreateImageRequest"], (typeof SPELLINGS)[number] | "mask">;

/** An image of a JSON body and the path of its field. */
export interface PlacedReference {
  reference: Schemas["ImageReference"];
  path: (string | number)[];
}

/** The images of a JSON body, in order, and its mask. */
export interface References {
  images: PlacedReference[];
  mask: PlacedReference | undefined;
}

/**
 * Returns the images of a JSON body, in all of the forms that clients send: in one of several fields, one
 * or several, as text or as an object. Throws `invalid_request` if two of the fields have images.
 */
export function listReferences(body: ImageFields): References {
  const { mask } = body;
  const given = SPELLINGS.map((name) => ({ name, placed: placeAll(body[name], name) })).filter(
    ({ placed }) => placed.length > 0,
  );
  const [first, second] = given;
  if (first && second)
    throw invalidFields([first.name], `cannot be sent together with ${second.name}`);
  return {
    images: first?.placed ?? [],
    mask: mask === null || mask === undefined ? undefined : place(mask, ["mask"]),
  };
}

/** Returns the values of the fields with images. */
export function listImageFields(body: ImageFields): ImageFields["image"][] {
  return SPELLINGS.map((name) => body[name]);
}

/** Removes the images of a body, which can have many megabytes. */
export function deleteReferences(body: ImageFields): void {
  for (const name of [...SPELLINGS, "mask"] as const) delete body[name];
}

function placeAll(value: ImageFields["image"], field: string): PlacedReference[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) return [place(value, [field])];
  return value.map((each, index) => place(each, [field, index]));
}

function place(input: ImageInput, path: PlacedReference["path"]): PlacedReference {
  return { reference: typeof input === "string" ? { url: input } : input, path };
}
