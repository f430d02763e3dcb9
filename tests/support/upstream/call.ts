import type { IncomingHttpHeaders } from "node:http";

/** An image call as received. */
export interface UpstreamCall {
  operation: "generations" | "edits";
  headers: IncomingHttpHeaders;
  /** As sent: numbers in JSON, text in a form. */
  fields: Record<string, unknown>;
  files: UpstreamFile[];
}

export interface UpstreamFile {
  field: string;
  name: string | undefined;
  contentType: string;
  sizeBytes: number;
  sha256: string;
}
