import { expect, test } from "bun:test";
import { createS3 } from "../../src/storage/s3.ts";
import { s3Config } from "../support/s3-server.ts";

const KEYS = ["0", "1", "2", "3", "4"].map((name) => `uploads/${name}.png`);
const PAGE = 2;

function toContents(keys: string[]): string {
  return keys
    .map(
      (key) => `<Contents><Key>${key}</Key><Size>9</Size>
      <LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>`,
    )
    .join("");
}

test("the objects of a bucket are listed page by page, without foreign files", async () => {
  // The test server of the other tests cannot list more objects than one page has.
  await using server = Bun.serve({
    port: 0,
    fetch(request) {
      const { searchParams } = new URL(request.url);
      const after = searchParams.get("start-after") ?? "";
      const keys = ["uploads/.keep", ...KEYS].filter((key) => key > after);
      const page = `<ListBucketResult><IsTruncated>${keys.length > PAGE}</IsTruncated>
        ${toContents(keys.slice(0, PAGE))}</ListBucketResult>`;
      return new Response(page, { headers: { "content-type": "application/xml" } });
    },
  });
  const storage = createS3(s3Config(`http://127.0.0.1:${server.port}`));
  const pages = await Array.fromAsync(storage.list("uploads"));
  expect(pages.flat().map(({ key }) => key)).toEqual(KEYS);
  expect(pages.length).toBe(3);
  const rest = await Array.fromAsync(storage.list("uploads", KEYS[3]));
  expect(rest.flat()).toEqual([
    { key: KEYS[4] ?? "", sizeBytes: 9, modifiedAt: new Date("2026-01-01") },
  ]);
});

test("a listing continues after a page without objects, and fails if it cannot", async () => {
  let token = "<NextContinuationToken>after the deleted ones</NextContinuationToken>";
  await using server = Bun.serve({
    port: 0,
    fetch(request) {
      const isSecond = new URL(request.url).searchParams.get("continuation-token") !== null;
      const page = `<ListBucketResult><IsTruncated>${!isSecond}</IsTruncated>
        ${isSecond ? toContents(KEYS) : token}</ListBucketResult>`;
      return new Response(page, { headers: { "content-type": "application/xml" } });
    },
  });
  const storage = createS3(s3Config(`http://127.0.0.1:${server.port}`));
  const pages = await Array.fromAsync(storage.list("uploads"));
  expect(pages.flat().map(({ key }) => key)).toEqual(KEYS);
  token = "";
  const failed = Array.fromAsync(storage.list("uploads"));
  await expect(failed).rejects.toMatchObject({ code: "unavailable" });
});
