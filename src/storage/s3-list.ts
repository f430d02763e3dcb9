import {
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { readKey } from "./keys.ts";
import { toStorageFault, toStorageResult } from "./storage-fault.ts";
import type { ListedObject, StorageFolder } from "./storage.ts";

const PAGE_MS = 30_000;

/** Lists the objects of a folder of a bucket. See `Storage.list`. */
export async function* listObjects(
  bucket: { name: string; client: S3Client },
  folder: StorageFolder,
  afterKey?: string,
): AsyncGenerator<ListedObject[]> {
  let next: NextPage = { StartAfter: afterKey };
  for (;;) {
    const command = createCommand(bucket.name, folder, next);
    const options = { abortSignal: AbortSignal.timeout(PAGE_MS) };
    const page = await toStorageResult(bucket.client.send(command, options));
    const objects = (page.Contents ?? []).map(({ Key = "", Size = 0, LastModified, ETag }) => ({
      key: Key,
      sizeBytes: Size,
      modifiedAt: LastModified ?? new Date(),
      etag: ETag?.replaceAll('"', ""),
    }));
    yield objects.filter(({ key }) => readKey(key) !== undefined);
    if (!page.IsTruncated) return;
    next = findNextPage(objects.at(-1)?.key, page.NextContinuationToken);
  }
}

type NextPage = Pick<ListObjectsV2CommandInput, "StartAfter" | "ContinuationToken">;

// A page without objects need not be the last one. To end there would leave objects out of a backup.
function findNextPage(lastKey: string | undefined, token: string | undefined): NextPage {
  if (lastKey !== undefined) return { StartAfter: lastKey };
  if (token !== undefined) return { ContinuationToken: token };
  throw toStorageFault(new Error("The store does not list all objects"));
}

function createCommand(name: string, folder: StorageFolder, next: NextPage) {
  const command = new ListObjectsV2Command({ Bucket: name, Prefix: `${folder}/`, ...next });
  // `/bucket/` and `/bucket` mean the same, but some servers verify the signature of the latter only.
  command.middlewareStack.add(
    (next) => (args) => {
      const { request } = args;
      if (hasPath(request)) request.path = request.path.replace(/(.)\/$/, "$1");
      return next(args);
    },
    { step: "build" },
  );
  return command;
}

function hasPath(request: unknown): request is { path: string } {
  return typeof request === "object" && request !== null && "path" in request;
}
