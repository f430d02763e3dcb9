import { isStorageFault } from "./storage-fault.ts";
import type { Storage } from "./storage.ts";

/** The operations of a storage that send a request or use the disk. */
type StorageOperation = "put" | "fetch" | "read" | "find" | "remove" | "check";

/** Returns the storage, whose failed operations are also reported to `onFailure`. Bugs are not reported. */
export function countStorageFailures<Opened extends Storage>(
  storage: Opened,
  onFailure: (operation: StorageOperation) => void,
): Opened {
  async function watch<Result>(operation: StorageOperation, work: Promise<Result>) {
    return work.catch((cause: unknown): never => {
      if (isStorageFault(cause)) onFailure(operation);
      throw cause;
    });
  }
  return {
    ...storage,
    put: (key, path, contentType) => watch("put", storage.put(key, path, contentType)),
    fetchTo: (key, path, signal) => watch("fetch", storage.fetchTo(key, path, signal)),
    read: (key, firstBytes) => watch("read", storage.read(key, firstBytes)),
    find: (key) => watch("find", storage.find(key)),
    remove: (keys) => watch("remove", storage.remove(keys)),
    check: () => watch("check", storage.check()),
  };
}
