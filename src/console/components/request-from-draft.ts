import type { Schemas } from "../api/client.ts";

type Dialect = Schemas["Dialect"];

/** What a call asks for, in the words of the account API. */
export type Draft = Omit<Schemas["CreateGenerationRequest"], "user">;

/** A wish with what the playground knows besides. */
export interface GenerationDraft {
  wish: Draft;
  /** The names of reference images. */
  files?: string[];
  /** The size that the wish was quoted for. */
  size?: string | undefined;
}

/** The same wish in the words of one API. */
export interface ApiRequest {
  path: string;
  /** What is sent as JSON, or as a form where there are files. */
  fields: Record<string, unknown>;
  form?: { field: string; files: string[] };
  /** What has to be done before. */
  note?: string;
}

const PATHS: Record<Dialect, string> = {
  hub: "/api/v1/images/generations",
  plus: "/api/v1/generate",
  art: "/api/v1/images/generations",
  openai: "/v1/images/generations",
};

// Those that each of the two draws; the first three of both are square, wide and tall.
const PLUS_SIZES = ["1024x1024", "1536x1024", "1024x1536"];
const ART_SIZES = [...PLUS_SIZES, "1920x1088", "1088x1920", "3824x2160", "2160x3824"];

/** The largest `n` that each API accepts, whatever the model takes. */
export const MOST_IMAGES: Record<Dialect, number> = { hub: 4, plus: 4, art: 10, openai: 10 };

/** Says a wish in an API's own words; what the API does not know is left to its defaults. */
export function toApiRequest(dialect: Dialect, order: GenerationDraft): ApiRequest {
  const words = {
    hub: toHubRequest,
    plus: toPlusRequest,
    art: toArtRequest,
    openai: toOpenaiRequest,
  }[dialect](order);
  const fields = Object.entries(words.fields).filter(([, value]) => value !== undefined);
  return { path: PATHS[dialect], ...words, fields: Object.fromEntries(fields) };
}

type Words = Omit<ApiRequest, "path"> & { path?: string };

function toHubRequest({ wish, files = [] }: GenerationDraft): Words {
  const { model, prompt, n, output_format, background, quality } = wish;
  const size = toPixels(wish.size);
  const aspect_ratio = size === undefined ? wish.aspect_ratio : undefined;
  const fields = { model, prompt, size, aspect_ratio, quality, n, output_format, background };
  return files.length === 0 ? { fields } : { fields, form: { field: "reference_image", files } };
}

function toOpenaiRequest({ wish, files = [], size }: GenerationDraft): Words {
  const { model, prompt, n, output_format, background } = wish;
  const pixels = toPixels(wish.size) ?? toPixels(size);
  const quality = toRenderQuality(wish);
  const fields = { model, prompt, size: pixels, quality, n, output_format, background };
  if (files.length === 0) return { fields };
  return { path: "/v1/images/edits", fields, form: { field: "image[]", files } };
}

function toArtRequest({ wish, files = [], size }: GenerationDraft): Words {
  const { model, prompt, n, output_format } = wish;
  const fields = {
    ...{ model, prompt, n, output_format, quality: toRenderQuality(wish) },
    size: nearest(ART_SIZES, toPixels(wish.size) ?? toPixels(size)),
  };
  if (files.length === 0) return { fields };
  const image_urls = files.map((name) => `https://example.com/${encodeURIComponent(name)}`);
  const note = "This API reads reference images from public addresses: put yours here.";
  return { fields: { ...fields, image_urls }, note };
}

function toPlusRequest({ wish, files = [], size }: GenerationDraft): Words {
  const { prompt, n, quality } = wish;
  const isLarge = quality === "2K" || quality === "4K";
  const fields = {
    ...{ prompt, n, quality: isLarge ? "high" : toRenderQuality(wish) },
    size: nearest(PLUS_SIZES, toPixels(wish.size) ?? toPixels(size)),
  };
  if (files.length === 0) return { fields };
  const inputImageKeys = files.map((_, index) => `KEY_OF_UPLOAD_${index + 1}`);
  const note = "Upload each reference image first: POST /api/v1/upload answers with its key.";
  return { fields: { ...fields, type: "edit", inputImageKeys }, note };
}

function toPixels(size: string | undefined): string | undefined {
  return size === "auto" ? undefined : size;
}

/** A render quality; the tiers belong to the hub. */
function toRenderQuality({ quality }: Draft): string | undefined {
  return quality === undefined || quality === "auto" || quality.endsWith("K") ? undefined : quality;
}

/** The size itself where it is offered, else the one that is as wide or as tall. */
function nearest(sizes: string[], size: string | undefined): string | undefined {
  if (size === undefined || sizes.includes(size)) return size;
  const [width = 1, height = 1] = size.split("x").map(Number);
  return sizes[width === height ? 0 : width > height ? 1 : 2];
}
