import type { components } from "../../../generated/openai/server.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import { inspect, type ReceivedImage } from "../../core/generations/inputs.ts";
import type { InputUrl } from "../../core/generations/input-urls.ts";
import * as images from "../../core/media/images.ts";
import type { PlacedReference, References } from "./references.ts";

type Schemas = components["schemas"];

/** Returns the images of a form, the mask or markup last. */
export function listFormImages({ image, mask, markup }: Schemas["EditImageForm"]): ReceivedImage[] {
  return [
    ...image.map(({ path }, index) => ({ path, field: ["image", index] })),
    ...(mask ? [{ path: mask.path, field: ["mask"] }] : []),
    ...(markup ? [{ path: markup.path, field: ["markup"] }] : []),
  ];
}

/** Returns the image URLs and file ids of a JSON body, the mask last. Throws `invalid_request`. */
export function listImageLinks({ images, mask }: References): InputUrl[] {
  return [...images, ...(mask ? [mask] : [])].map(toImageLink);
}

/** Returns the link of an image. Its `url` can be the id of a file. */
export function toImageLink({ reference, path }: PlacedReference): InputUrl {
  const { image_url: imageUrl, url, file_id: fileId } = reference;
  const links = [
    { url: imageUrl, field: [...path, "image_url"] },
    { url, field: path },
    { url: fileId, field: [...path, "file_id"] },
  ].flatMap(({ url, field }) => (url === undefined || url === null ? [] : [{ url, field }]));
  const [link] = links;
  if (link === undefined || links.length > 1)
    throw invalidFields(path, "must have either image_url or file_id");
  return link;
}

/** Throws `invalid_request` unless the mask is a PNG with alpha, with the size of the first image. */
export async function checkMask(first: ReceivedImage, mask: ReceivedImage): Promise<void> {
  const [image, facts] = await Promise.all([inspect(first), inspect(mask)]);
  await checkAlpha(mask);
  if (facts.width === image.width && facts.height === image.height) return;
  throw invalidFields(["mask"], "must have the same size as the first image");
}

/** Throws `invalid_request` unless the image is a PNG with alpha. */
export async function checkAlpha(image: ReceivedImage): Promise<void> {
  const { format } = await inspect(image);
  const head = await Bun.file(image.path).slice(0, images.ALPHA_HEAD_BYTES).bytes();
  if (format !== "png" || !images.hasAlpha(head))
    throw invalidFields(image.field.slice(0, 1), "must be a PNG with an alpha channel");
}
