import { expect, test } from "bun:test";
import { hasAlpha } from "../../../src/core/media/images.ts";
import { hasTransparentPixels } from "../../../src/core/media/transparency.ts";
import { createAlphaPng } from "../../support/alpha-png.ts";

test.each([
  [0, true],
  [128, true],
  [255, false],
])("an image whose pixel has the alpha %d has transparent pixels: %p", async (alpha, expected) => {
  const png = createAlphaPng(alpha);
  expect(hasAlpha(png)).toBe(true);
  expect(await hasTransparentPixels(png)).toBe(expected);
});
