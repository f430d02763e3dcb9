import S3rver from "@20minutes/s3rver";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Config } from "../../src/foundation/config.ts";

/** A running S3 server. */
interface S3Server {
  config: S3Config;
  /** Lists the keys of the objects with the paths of the files in which the server keeps them. */
  listObjects(): Promise<Map<string, string>>;
  stop(): Promise<void>;
}

/** Starts an S3 server that verifies signatures, with one empty bucket. */
export async function startS3(): Promise<S3Server> {
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
    listObjects: () => listObjects(join(directory, "images")),
    async stop() {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

const OBJECT_SUFFIX = "._S3rver_object";

async function listObjects(bucket: string): Promise<Map<string, string>> {
  const objects = new Map<string, string>();
  const files = new Bun.Glob(`**/*${OBJECT_SUFFIX}`).scan({ cwd: bucket });
  for await (const file of files)
    objects.set(file.slice(0, -OBJECT_SUFFIX.length), join(bucket, file));
  return objects;
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
