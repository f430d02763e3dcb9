/** The operations of the matrix, as they appear in the docs. */
export const OPERATIONS = [
  "images/generations",
  "response_format: url",
  "images/edits",
  "stream: true",
  "models",
  "files",
  "batches",
  "responses",
  "moderations",
  "async: true",
] as const;

export type Operation = (typeof OPERATIONS)[number];

/** What a user enters into a client: a URL and a key, and an image to edit. */
export interface Target {
  /** The URL of the server, without `/v1`. */
  url: string;
  key: string;
  image: Uint8Array<ArrayBuffer>;
}

/** A client with the operations that it has. Each returns images as base64 or URLs, or names. */
export interface MatrixClient {
  name: string;
  operations: Partial<Record<Operation, (target: Target) => Promise<string[]>>>;
}

/** Returns a name with the installed version of a package. */
export async function nameWithVersion(name: string, folder: string): Promise<string> {
  const path = new URL(`../../../../node_modules/${folder}/package.json`, import.meta.url);
  const { version }: { version: string } = await Bun.file(path).json();
  return `${name} ${version}`;
}

/** Returns a list without what is missing. */
export function present(items: (string | null | undefined)[]): string[] {
  return items.filter((each) => typeof each === "string");
}

/** Returns the image of a target as a file. */
export function toImageFile({ image }: Target): File {
  return new File([image], "boat.png", { type: "image/png" });
}
