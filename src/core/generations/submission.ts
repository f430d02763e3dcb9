import type { Caller } from "../accounts/key-authentication.ts";
import type { GenerationOptions, GenerationRequest, StoredInput } from "./request.ts";

/** A request to accept, with its caller and its idempotency data. */
export interface Submission {
  /** From `createGenerationId`, because the inputs are already stored under it. */
  id: string;
  caller: Pick<Caller, "accountId" | "runningLimit"> & { keyId?: string };
  dialect: string;
  /** Scope of the idempotency key, one per create operation. */
  route: string;
  request: GenerationRequest;
  /**
   * Options that are not part of the fingerprint of the request: those that the plan requires, and what the
   * dialect stores for later reads.
   */
  addedOptions?: Partial<GenerationOptions>;
  inputs: StoredInput[];
  /**
   * Input URLs, if the client sent URLs instead of files. The URLs, not the downloaded bytes, are then part
   * of the fingerprint of the request.
   */
  inputUrls?: string[] | undefined;
  /** The uploads that some of the inputs were copied from. */
  uploadIds?: string[];
  idempotencyKey?: string | undefined;
  /** Whether a client that retries without an idempotency key marked this request as a retry. */
  isRetry?: boolean | undefined;
  /** How long the client waits for the result, in milliseconds. Undefined: it does not wait. */
  waitMs?: number;
  /**
   * Whether the client learns that the generation was accepted before it has the result. Default: whether it
   * does not wait.
   */
  isAcknowledged?: boolean;
  /** Whether a response with the result contains the images as base64. */
  needsBase64?: boolean | undefined;
  /** How long it may wait in the queue, where it goes last. Undefined: an hour, with the others. */
  queueSeconds?: number | undefined;
  /** Aborts when the client disconnects. */
  signal?: AbortSignal | undefined;
}
