import { useQuery } from "@tanstack/react-query";
import { client, type Schemas } from "../../api/client.ts";
import type { Draft } from "../../components/request-from-draft.ts";

type Detail = Schemas["GenerationDetail"];
type Input = Schemas["GenerationInput"];

/** A draft with its reference images. */
export interface PlaygroundRequest {
  draft: Draft;
  files: File[];
}

/** The request of an earlier generation. */
export interface Rerun extends PlaygroundRequest {
  /** Whether a mask or markup was left out, because the playground cannot send it. */
  isOverlayOmitted: boolean;
}

const GENERATION = "/api/account/generations/{generationId}";

/** Queries the request of an earlier generation, to run it again. The data is null without an ID. */
export function useRerun(generationId: string | undefined) {
  return useQuery({
    queryKey: ["rerun", generationId],
    queryFn: async (): Promise<Rerun | null> => (generationId ? readRequest(generationId) : null),
    // Not refetched after mutations: the reference images would be downloaded again.
    staleTime: "static",
  });
}

async function readRequest(generationId: string): Promise<Rerun> {
  const params = { path: { generationId } };
  const { data, error } = await client.GET(GENERATION, { params });
  if (data === undefined) throw error;
  const images = data.inputs.filter((input) => !isOverlay(input));
  const files = await Promise.all(images.map((input) => readInput(generationId, input)));
  return { draft: toDraft(data), files, isOverlayOmitted: data.inputs.some(isOverlay) };
}

function isOverlay({ role }: Input): boolean {
  return role === "mask" || role === "markup";
}

async function readInput(generationId: string, { position, content_type }: Input): Promise<File> {
  const { data, error } = await client.GET(`${GENERATION}/inputs/{position}`, {
    params: { path: { generationId, position } },
    parseAs: "blob",
  });
  if (data === undefined) throw error;
  const name = `${position + 1}.${content_type.replace("image/", "")}`;
  return new File([data], name, { type: content_type });
}

/**
 * Omits the aspect ratio: a size implies it, and with the size `auto` it is `auto` too. A size also implies
 * the tier, so the tier is kept only with the size `auto`.
 */
function toDraft(generation: Detail): Draft {
  const { model, prompt, n, size, tier, output_format, background } = generation;
  return {
    model,
    prompt,
    n,
    size,
    output_format,
    background,
    quality: toDraftQuality(generation.quality, size === "auto" ? tier : "auto"),
  };
}

/** Returns `automatic` for "auto", and the highest quality of the playground for a higher one. */
function toDraftQuality(
  quality: Detail["quality"],
  automatic: Detail["tier"] | "auto",
): NonNullable<Draft["quality"]> {
  if (quality === "auto") return automatic;
  return quality === "xhigh" || quality === "max" ? "high" : quality;
}
