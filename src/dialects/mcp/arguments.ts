import { z } from "zod";
import { RATIOS } from "../../core/models/sizes.ts";
import { isStorableText, NOT_STORABLE } from "../../openapi/postgres-text.ts";

const MAX_PROMPT_LENGTH = 32_000;
// Of all APIs. A model can have a lower limit.
const MAX_IMAGES = 4;
const MAX_INPUT_IMAGES = 16;
/** Clients of the protocol give up after 60 s by default. */
export const MAX_WAIT_SECONDS = 50;

const text = (maxLength: number) =>
  z.string().min(1).max(maxLength).refine(isStorableText, `The text ${NOT_STORABLE}.`);

const shape = {
  model: text(100).optional().describe("The ID of a model. Without it, the default model."),
  // Another text would be taken for "auto".
  size: z
    .string()
    .regex(/^(auto|[1-9][0-9]{1,3}x[1-9][0-9]{1,3})$/, 'Must be "auto" or WIDTHxHEIGHT in pixels.')
    .optional()
    .describe('"auto", or the size in pixels as WIDTHxHEIGHT with multiples of 16.'),
  aspect_ratio: z
    .enum(["auto", ...RATIOS])
    .optional()
    .describe("Instead of size."),
  quality: z
    .enum(["auto", "low", "medium", "high", "1K", "2K", "4K"])
    .optional()
    .describe("A render quality, or with aspect_ratio the resolution: 1K, 2K or 4K."),
  n: z.int().min(1).max(MAX_IMAGES).optional().describe("The number of images. Default: 1."),
};

const creation = {
  ...shape,
  output_format: z.enum(["png", "jpeg", "webp"]).optional().describe("Default: png."),
  background: z
    .enum(["auto", "opaque", "transparent"])
    .optional()
    .describe("transparent needs png or webp."),
  idempotency_key: text(255)
    .regex(/^[\x21-\x7e]+$/)
    .optional()
    .describe("A unique key: a call with the same key returns the same images and costs nothing."),
};

const prompt = text(MAX_PROMPT_LENGTH).regex(/\S/).describe("A description of the images.");
const image = z
  .string()
  .regex(/^(https?:\/\/|data:image\/)/)
  .describe("A public URL, the URL of an image of this server, or a base64 data URL.");

/** The arguments of each tool. Unknown ones are rejected, because they would have no effect. */
export const schemas = {
  quote: z.strictObject(shape),
  generate: z.strictObject({ prompt, ...creation }),
  edit: z.strictObject({
    prompt,
    images: z.array(image).min(1).max(MAX_INPUT_IMAGES).describe("The images to edit."),
    ...creation,
  }),
  status: z.strictObject({
    generation_id: text(100).describe("The generation_id of an earlier result."),
    wait_seconds: z
      .int()
      .min(0)
      .max(MAX_WAIT_SECONDS)
      .optional()
      .describe("How long to wait for the images. Default: 0."),
  }),
  balance: z.strictObject({}),
};

/** The arguments of a tool that creates images. */
export type GenerateArguments = z.output<typeof schemas.generate> & { images?: string[] };
/** The arguments that a price depends on. */
export type Shape = z.output<typeof schemas.quote>;

const imageResult = z.object({
  url: z.string(),
  width: z.int(),
  height: z.int(),
  content_type: z.string(),
});

/** The structured results of each tool. */
export const results = {
  quote: z.object({
    model: z.string(),
    credits: z.int().describe("The price of all images."),
    unit_credits: z.int(),
    n: z.int(),
    size: z.string(),
    enough: z.boolean().describe("Whether the account and the budget of the key can pay it."),
  }),
  generation: z.object({
    generation_id: z.string(),
    status: z.string(),
    model: z.string(),
    credits: z.int().describe("Credits that were charged."),
    credits_held: z.int().describe("Credits that are held until the generation has finished."),
    images: z.array(imageResult),
  }),
  balance: z.object({
    credits: z.int().describe("Credits that the account can spend."),
    held: z.int(),
    next_expiration: z.object({ credits: z.int(), expires_at: z.string() }).nullable(),
    key_budget: z
      .object({ credits: z.int(), period: z.string(), left: z.int() })
      .nullable()
      .describe("The budget of the API key, if it has one."),
  }),
};
