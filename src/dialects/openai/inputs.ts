import type { components } from "../../../generated/openai/server.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import { inspect, type ReceivedImage } from "../../core/generations/inputs.ts";
import type { InputUrl } from "../../core/generations/input-urls.ts";
import * as images from "../../core/media/images.ts";

type Schemas = components["schemas"];

/** Returns the images of a form, the mask last. */
export function listFormImages({ image, mask }: Schemas["EditImageForm"]): ReceivedImage[] {
  return [
    ...image.map(({ path }, index) => ({ path, field: ["image", index] })),
    ...(mask ? [{ path: mask.path, field: ["mask"] }] : []),
  ];
}

/** Returns the image URLs and file ids of a JSON body, the mask last. Throws `invalid_request`. */
export function listImageLinks({ images, mask }: Schemas["EditImageRequest"]): InputUrl[] {
  return [
    ...images.map((image, index) => toImageLink(image, ["images", index])),
    ...(mask ? [toImageLink(mask, ["mask"])] : []),
  ];
}

/** Returns the link of an image whose field is at `path`. Its `url` can be the id of a file. */
function toImageLink(
  { image_url: url, file_id: fileId }: Schemas["ImageReference"],
  path: InputUrl["field"],
): InputUrl {
  if (url !== undefined && fileId === undefined) return { url, field: [...path, "image_url"] };
  if (fileId !== undefined && url === undefined)
    return { url: fileId, field: [...path, "file_id"] };
  throw invalidFields(path, "must have either image_url or file_id");
}

/** Throws `invalid_request` unless the mask is a PNG with alpha, with the size of the first image. */
export async function checkMask(first: ReceivedImage, mask: ReceivedImage): Promise<void> {
  const [image, facts] = await Promise.all([inspect(first), inspect(mask)]);
  const head = await Bun.file(mask.path).slice(0, images.ALPHA_HEAD_BYTES).bytes();
  if (facts.format !== "png" || !images.hasAlpha(head)) {
    throw invalidFields(["mask"], "must be a PNG with an alpha channel");
  }
  if (facts.width === image.width && facts.height === image.height) return;
  throw invalidFields(["mask"], "must have the same size as the first image");
}
