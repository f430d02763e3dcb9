import type { components } from "../../../generated/openai/server.ts";
import { invalidFields } from "../../openapi/validation-error.ts";

type Schemas = components["schemas"];
type ImageInput = Schemas["ImageInput"];
/** The members of a JSON body that name images. */
type ImageFields = Pick<Schemas["CreateImageRequest"], "image" | "images" | "mask">;

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
 * Returns the images of a JSON body, in all of the forms that clients send: `image` or `images`, one or
 * several, as text or as an object. Throws `invalid_request` if both fields have images.
 */
export function listReferences({ image, images, mask }: ImageFields): References {
  const [first, second] = [placeAll(image, "image"), placeAll(images, "images")];
  if (first.length > 0 && second.length > 0)
    throw invalidFields(["image"], "cannot be sent together with images");
  return {
    images: [...first, ...second],
    mask: mask === null || mask === undefined ? undefined : place(mask, ["mask"]),
  };
}

/** Removes the images of a body, which can have many megabytes. */
export function deleteReferences(body: ImageFields): void {
  for (const name of ["image", "images", "mask"] as const) delete body[name];
}

function placeAll(value: ImageFields["image"], field: string): PlacedReference[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) return [place(value, [field])];
  return value.map((each, index) => place(each, [field, index]));
}

function place(input: ImageInput, path: PlacedReference["path"]): PlacedReference {
  return { reference: typeof input === "string" ? { url: input } : input, path };
}
