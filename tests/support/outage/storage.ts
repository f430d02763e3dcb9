import { s3Config, startS3 } from "../s3-server.ts";
import { type Condition, startHttpProxy } from "./http-proxy.ts";

/** An S3 server that a test can cut off. */
export interface BreakableStorage {
  /** The settings of a server or worker that uses it. */
  env: Record<string, string>;
  /** Lists the keys of the objects with the paths of the files in which the server keeps them. */
  listObjects(): Promise<Map<string, string>>;
  /** Changes the condition; connections that are open are closed. */
  become(condition: Condition): void;
  stop(): Promise<void>;
}

/** Starts a real S3 server behind a proxy that can cut it off. */
export async function startBreakableStorage(): Promise<BreakableStorage> {
  const { config, listObjects, stop } = await startS3();
  const proxy = await startHttpProxy(Number(new URL(config.endpoint ?? "").port));
  const { endpoint, bucket, accessKeyId, secretAccessKey } = s3Config(
    `http://127.0.0.1:${proxy.port}`,
  );
  return {
    env: {
      S3_ENDPOINT: endpoint ?? "",
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
    listObjects,
    become: proxy.become,
    async stop() {
      await proxy.stop();
      await stop();
    },
  };
}
