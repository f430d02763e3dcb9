import { useQuery } from "@tanstack/react-query";
import { client, type Schemas } from "../../api/client.ts";
import type { Draft } from "../../components/request-from-draft.ts";

type Detail = Schemas["GenerationDetail"];

/** What is asked for, with the pictures it starts from. */
export interface Order {
  wish: Draft;
  files: File[];
}

const GENERATION = "/api/account/generations/{generationId}";

/** All that a generation was asked with, to ask for it again; nothing without an id. */
export function useDraftOf(generationId: string | undefined) {
  return useQuery({
    queryKey: ["order", generationId],
    queryFn: async (): Promise<Order | null> => (generationId ? readOrder(generationId) : null),
    staleTime: Infinity,
  });
}

async function readOrder(generationId: string): Promise<Order> {
  const params = { path: { generationId } };
  const { data, error } = await client.GET(GENERATION, { params });
  if (data === undefined) throw error;
  const files = await Promise.all(data.inputs.map((input) => readInput(generationId, input)));
  return { wish: toDraft(data), files };
}

async function readInput(
  generationId: string,
  { position, content_type }: Schemas["GenerationInput"],
): Promise<File> {
  const { data, error } = await client.GET(`${GENERATION}/inputs/{position}`, {
    params: { path: { generationId, position } },
    parseAs: "blob",
  });
  if (data === undefined) throw error;
  const name = `${position + 1}.${content_type.replace("image/", "")}`;
  return new File([data], name, { type: content_type });
}

/** A size says the ratio and the tier too, and the API takes no second word on them. */
function toDraft(generation: Detail): Draft {
  const { model, prompt, n, size, tier, output_format, background } = generation;
  return {
    ...{ model, prompt, n, size, output_format, background },
    quality: generation.quality === "auto" && size === "auto" ? tier : generation.quality,
  };
}
