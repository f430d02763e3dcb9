import { expect, test } from "bun:test";
import art from "../../generated/art/openapi.json";
import hub from "../../generated/hub/openapi.json";
import openai from "../../generated/openai/openapi.json";
import plus from "../../generated/plus/openapi.json";
import { MAX_IMAGES_PER_REQUEST } from "../../src/console/components/request-from-draft.ts";

test("the console offers as many images as each API accepts", () => {
  expect<Record<string, number>>(MAX_IMAGES_PER_REQUEST).toEqual({
    hub: hub.components.schemas.ImageCount.maximum,
    plus: plus.components.schemas.GenerateRequest.properties.n.maximum,
    art: art.components.schemas.CreateImageRequest.properties.n.maximum,
    openai: openai.components.schemas.CreateImageRequest.properties.n.maximum,
  });
});
