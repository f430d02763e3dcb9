import S3rver from "@20minutes/s3rver";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Config } from "../../src/foundation/config.ts";

/** Starts an S3 server that verifies signatures, with one empty bucket. */
export async function startS3(): Promise<{ config: S3Config; stop: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "darkroom-s3-"));
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: "images" }],
  });
  const { port } = await server.run();
  return {
    config: s3Config(`http://127.0.0.1:${port}`),
    async stop() {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

/** Returns settings for this endpoint with the credentials of the server above. */
export function s3Config(endpoint: string): S3Config {
  return {
    endpoint,
    region: "us-east-1",
    bucket: "images",
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
    publicUrl: undefined,
  };
}
