import { expect, test } from "bun:test";
import { startApp } from "../support/app.ts";
import { openPage, signUp } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { getImageWidth, submitPrompt, translations } from "../support/console.ts";
import { startS3 } from "../support/s3-server.ts";

test("an image in a bucket of another origin is saved as a file", async () => {
  const s3 = await startS3();
  const { endpoint = "", bucket, accessKeyId, secretAccessKey } = s3.config;
  const app = await startApp({
    env: {
      ...{ S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_PUBLIC_URL: `${endpoint}/${bucket}` },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
    },
  });
  const browser = await openBrowser();
  const { page } = await openPage(app, browser);
  await signUp(app, page);
  await submitPrompt({ page, words: translations.en }, "a paper boat");
  await getImageWidth(page, "a paper boat");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toMatch(/^darkroom-[0-9a-f-]{36}-1\.png$/);
  await browser.close();
  await app.stop();
  await s3.stop();
});
