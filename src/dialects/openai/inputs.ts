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

/** Returns the image URLs of a JSON body, the mask last. */
export function listImageLinks({ images, mask }: Schemas["EditImageRequest"]): InputUrl[] {
  return [
    ...images.map(({ image_url: url }, index) => ({ url, field: ["images", index, "image_url"] })),
    ...(mask ? [{ url: mask.image_url, field: ["mask", "image_url"] }] : []),
  ];
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
