import type { components } from "../../../generated/openai/server.ts";

type Schemas = components["schemas"];

/** A request to create or edit images, as a form or JSON. */
export type ImageRequest =
  Schemas["CreateImageRequest"] | Schemas["EditImageForm"] | Schemas["EditImageRequest"];
