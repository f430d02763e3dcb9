import type { Schemas } from "../api/client.ts";

type Dialect = Schemas["Dialect"];

/** The parameters of a generation, in the format of the Account API. */
export type Draft = Omit<Schemas["CreateGenerationRequest"], "user">;

/** A draft with its reference images and quoted size. */
export interface GenerationDraft {
  draft: Draft;
  /** File names of the reference images. */
  files?: string[];
  /** The size of the draft's quote. */
  size?: string | undefined;
}

/** A draft as a request of one API. */
interface ApiRequest {
  path: string;
  /** Sent as JSON, or as multipart form data if there are files. */
  fields: Record<string, unknown>;
  form?: { field: string; files: string[] };
  /** A prerequisite, as a comment in the code. */
  note?: string;
}

const PATHS: Record<Dialect, string> = {
  hub: "/api/v1/images/generations",
  plus: "/api/v1/generate",
  art: "/api/v1/images/generations",
  openai: "/v1/images/generations",
};

// The sizes each of the two APIs accepts. The first three are square, landscape and portrait.
const PLUS_SIZES = ["1024x1024", "1536x1024", "1024x1536"];
const ART_SIZES = [...PLUS_SIZES, "1920x1088", "1088x1920", "3824x2160", "2160x3824"];

/** The largest `n` that each API accepts. A model may have a lower limit. */
export const MAX_IMAGES_PER_REQUEST: Record<Dialect, number> = {
  hub: 4,
  plus: 4,
  art: 10,
  openai: 10,
};

/** Converts a draft to a request of an API. Parameters that the API does not have are omitted. */
export function toApiRequest(dialect: Dialect, source: GenerationDraft): ApiRequest {
  const request = {
    hub: toHubRequest,
    plus: toPlusRequest,
    art: toArtRequest,
    openai: toOpenaiRequest,
  }[dialect](source);
  const fields = Object.entries(request.fields).filter(([, value]) => value !== undefined);
  return { path: PATHS[dialect], ...request, fields: Object.fromEntries(fields) };
}

type RequestParts = Omit<ApiRequest, "path"> & { path?: string };

function toHubRequest({ draft, files = [] }: GenerationDraft): RequestParts {
  const { model, prompt, n, output_format, background, quality } = draft;
  const size = toPixels(draft.size);
  const aspect_ratio = size === undefined ? draft.aspect_ratio : undefined;
  const fields = { model, prompt, size, aspect_ratio, quality, n, output_format, background };
  return files.length === 0 ? { fields } : { fields, form: { field: "reference_image", files } };
}

function toOpenaiRequest({ draft, files = [], size }: GenerationDraft): RequestParts {
  const { model, prompt, n, output_format, background } = draft;
  const pixels = toPixels(draft.size) ?? toPixels(size);
  const quality = toRenderQuality(draft);
  const fields = { model, prompt, size: pixels, quality, n, output_format, background };
  if (files.length === 0) return { fields };
  return { path: "/v1/images/edits", fields, form: { field: "image[]", files } };
}

function toArtRequest({ draft, files = [], size }: GenerationDraft): RequestParts {
  const { model, prompt, n, output_format } = draft;
  const fields = {
    model,
    prompt,
    n,
    output_format,
    quality: toRenderQuality(draft),
    size: toAcceptedSize(ART_SIZES, toPixels(draft.size) ?? toPixels(size)),
  };
  if (files.length === 0) return { fields };
  const image_urls = files.map((name) => `https://example.com/${encodeURIComponent(name)}`);
  const note = "This API reads reference images from public addresses: put yours here.";
  return { fields: { ...fields, image_urls }, note };
}

function toPlusRequest({ draft, files = [], size }: GenerationDraft): RequestParts {
  const { prompt, n, quality } = draft;
  const isLarge = quality === "2K" || quality === "4K";
  const fields = {
    prompt,
    n,
    quality: isLarge ? "high" : toRenderQuality(draft),
    size: toAcceptedSize(PLUS_SIZES, toPixels(draft.size) ?? toPixels(size)),
  };
  if (files.length === 0) return { fields };
  const inputImageKeys = files.map((_, index) => `KEY_OF_UPLOAD_${index + 1}`);
  const note = "Upload each reference image first: POST /api/v1/upload returns its key.";
  return { fields: { ...fields, type: "edit", inputImageKeys }, note };
}

function toPixels(size: string | undefined): string | undefined {
  return size === "auto" ? undefined : size;
}

/** Returns the render quality. Tiers (1K, 2K, 4K) exist only in the Image Hub API. */
function toRenderQuality({ quality }: Draft): string | undefined {
  return quality === undefined || quality === "auto" || quality.endsWith("K") ? undefined : quality;
}

/** Returns the size if the API accepts it, otherwise an accepted size of the same orientation. */
function toAcceptedSize(sizes: string[], size: string | undefined): string | undefined {
  if (size === undefined || sizes.includes(size)) return size;
  const [width = 1, height = 1] = size.split("x").map(Number);
  return sizes[width === height ? 0 : width > height ? 1 : 2];
}
